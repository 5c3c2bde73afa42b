// title: Who looked up this name, by network
// description: Lookups of a name by the asking client's network (AS), with organization, country and share. Clients in no known network have a row of their own. A client whose prefix several networks announce stands in a row that names them all. Each data set is counted by itself.
// description: A network is not a person: behind one there may be a resolver of thousands.
// category: Who asked
// param: name node mail.tower.example HostName.name

MATCH (:HostName {name: $name})<-[lookup:LOOKED_UP]-(client:IP)
CALL (client) {
  OPTIONAL MATCH (client)-[:PART_OF]->(:BGPPrefix)<-[:ORIGINATE]-(network:AS)
  WITH DISTINCT network
  ORDER BY network.asn
  RETURN collect(network) AS networks
}
WITH coalesce(lookup.reference_name, '') AS dataset,
  networks,
  count(client) AS clients,
  sum(lookup.count) AS lookups,
  min(lookup.first_seen) AS firstSeen,
  max(lookup.last_seen) AS lastSeen
WITH dataset,
  sum(lookups) AS total,
  collect({networks: networks, clients: clients, lookups: lookups, firstSeen: firstSeen, lastSeen: lastSeen}) AS parts
UNWIND parts AS part
RETURN dataset,
  CASE
    WHEN part.networks = [] THEN '(no known network)'
    ELSE reduce(text = '', network IN part.networks |
      text + CASE WHEN text = '' THEN '' ELSE ' or ' END + 'AS' + network.asn)
  END AS network,
  COLLECT {
    UNWIND part.networks AS network
    MATCH (network)-[:MANAGED_BY]->(organization:Organization)
    RETURN DISTINCT organization.name AS organization
    ORDER BY organization
  } AS organizations,
  COLLECT {
    UNWIND part.networks AS network
    MATCH (network)-[:COUNTRY]->(country:Country)
    RETURN DISTINCT country.country_code AS country
    ORDER BY country
  } AS countries,
  part.lookups AS lookups,
  round(100.0 * part.lookups / total, 1) AS sharePercent,
  part.clients AS clients,
  part.firstSeen AS firstSeen,
  part.lastSeen AS lastSeen
ORDER BY dataset, lookups DESC, network
