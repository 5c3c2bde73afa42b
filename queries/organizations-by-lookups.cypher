// title: Organizations by lookups
// description: Every organization (or AS, where none is registered) with the clients it asked from, the names it asked for and its lookups, per data set. Clients in no known network have a row of their own. Shares are of all lookups in the data set, and tell as much about where the log was taken as about who asks.
// category: Networks

MATCH (client:IP)
WHERE EXISTS { (client)-[:LOOKED_UP]->() }
CALL (client) {
  // A client in no known network keeps null and its own row; one in several is named by all of them.
  OPTIONAL MATCH (client)-[:PART_OF]->(:BGPPrefix)<-[:ORIGINATE]-(network:AS)
  OPTIONAL MATCH (network)-[:MANAGED_BY]->(organization:Organization)
  WITH DISTINCT coalesce(organization.name, 'AS' + network.asn) AS holder
  ORDER BY holder
  WITH collect(holder) AS holders
  RETURN reduce(text = head(holders), other IN tail(holders) | text + ' or ' + other) AS holder
}
MATCH (client)-[lookup:LOOKED_UP]->(name:HostName)
WITH coalesce(lookup.reference_name, '') AS dataset,
  holder,
  count(DISTINCT client) AS clients,
  count(DISTINCT name) AS names,
  sum(lookup.count) AS lookups
WITH dataset,
  sum(lookups) AS total,
  collect({holder: holder, clients: clients, names: names, lookups: lookups}) AS parts
UNWIND parts AS part
RETURN dataset,
  coalesce(part.holder, '(no known network)') AS organization,
  part.clients AS clients,
  part.names AS names,
  part.lookups AS lookups,
  round(100.0 * part.lookups / total, 1) AS sharePercent
ORDER BY dataset, lookups DESC, organization
