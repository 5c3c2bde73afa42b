// title: Who looked up this name, by organization
// description: Lookups of a name by the organization that runs the asking client's network, with each one's share. Networks without a registered organization appear by AS number; clients in no known network have a row of their own and are never spread over the others. Each data set is counted by itself.
// description: A large share can come from one resolver that asks for many people, from a mail filter, a monitor or a scanner, and from what the log's vantage sees at all.
// category: Who asked
// param: name node mail.tower.example HostName.name

MATCH (:HostName {name: $name})<-[lookup:LOOKED_UP]-(client:IP)
CALL (client) {
  // A client in no known network keeps null and its own row; one in several is named by all of them.
  OPTIONAL MATCH (client)-[:PART_OF]->(:BGPPrefix)<-[:ORIGINATE]-(network:AS)
  OPTIONAL MATCH (network)-[:MANAGED_BY]->(organization:Organization)
  WITH DISTINCT coalesce(organization.name, 'AS' + network.asn) AS holder
  ORDER BY holder
  WITH collect(holder) AS holders
  RETURN reduce(text = head(holders), other IN tail(holders) | text + ' or ' + other) AS holder
}
WITH coalesce(lookup.reference_name, '') AS dataset,
  holder,
  count(client) AS clients,
  sum(lookup.count) AS lookups,
  min(lookup.first_seen) AS firstSeen,
  max(lookup.last_seen) AS lastSeen
WITH dataset,
  sum(lookups) AS total,
  collect({holder: holder, clients: clients, lookups: lookups, firstSeen: firstSeen, lastSeen: lastSeen}) AS parts
UNWIND parts AS part
RETURN dataset,
  coalesce(part.holder, '(no known network)') AS organization,
  part.lookups AS lookups,
  round(100.0 * part.lookups / total, 1) AS sharePercent,
  part.clients AS clients,
  part.firstSeen AS firstSeen,
  part.lastSeen AS lastSeen
ORDER BY dataset, lookups DESC, organization
