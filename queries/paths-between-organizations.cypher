// title: Paths between two organizations
// description: Draws how two organizations hang together by what they ask for: names that clients of both looked up, those with the fewest clients first, with the client of each side that asked most. Type an AS number such as AS64500 for a network without a registered organization. How many names they share in all is in "sharedNames".
// description: Everybody shares popular names; even a rare name in common can be a mail both received.
// category: Networks
// param: organization string "Example Harbor Bank" Organization.name
// param: other string "Sample Health Network" Organization.name
// param: maxNames integer 5

CALL () {
  MATCH (network:AS)-[:MANAGED_BY]->(:Organization {name: $organization})
  RETURN network
  UNION
  // Where no register names organizations, AS64500 stands for one.
  MATCH (network:AS {asn: toIntegerOrNull(substring($organization, 2))})
  WHERE toUpper($organization) STARTS WITH 'AS'
  RETURN network
}
MATCH (network)-[:ORIGINATE]->(:BGPPrefix)<-[:PART_OF]-(client:IP)
MATCH (client)-[:LOOKED_UP]->(name:HostName)
WITH collect(DISTINCT name) AS names
CALL () {
  MATCH (network:AS)-[:MANAGED_BY]->(:Organization {name: $other})
  RETURN network
  UNION
  // Where no register names organizations, AS64500 stands for one.
  MATCH (network:AS {asn: toIntegerOrNull(substring($other, 2))})
  WHERE toUpper($other) STARTS WITH 'AS'
  RETURN network
}
MATCH (network)-[:ORIGINATE]->(:BGPPrefix)<-[:PART_OF]-(client:IP)
MATCH (client)-[:LOOKED_UP]->(name:HostName)
WHERE name IN names
WITH collect(DISTINCT name) AS names
UNWIND names AS name
WITH name,
  size(names) AS sharedNames,
  COUNT {
    MATCH (name)<-[:LOOKED_UP]-(any:IP)
    RETURN DISTINCT any
  } AS clients
ORDER BY clients, name.name
LIMIT $maxNames
CALL (name) {
  MATCH one = (name)<-[lookup:LOOKED_UP]-(client:IP)-[:PART_OF]->(:BGPPrefix)<-[:ORIGINATE]-(network:AS)
  OPTIONAL MATCH managed = (network)-[:MANAGED_BY]->(organization:Organization)
  WITH one, managed, lookup, client, network, organization
  WHERE organization.name = $organization OR toUpper($organization) = 'AS' + network.asn
  RETURN one, managed AS oneManaged, lookup.count AS lookups
  ORDER BY lookups DESC, client.ip
  LIMIT 1
}
CALL (name) {
  MATCH two = (name)<-[lookup:LOOKED_UP]-(client:IP)-[:PART_OF]->(:BGPPrefix)<-[:ORIGINATE]-(network:AS)
  OPTIONAL MATCH managed = (network)-[:MANAGED_BY]->(organization:Organization)
  WITH two, managed, lookup, client, network, organization
  WHERE organization.name = $other OR toUpper($other) = 'AS' + network.asn
  RETURN two, managed AS twoManaged, lookup.count AS lookupsOfOther
  ORDER BY lookupsOfOther DESC, client.ip
  LIMIT 1
}
RETURN name,
  clients AS clientsOfName,
  lookups AS lookupsByClient,
  lookupsOfOther AS lookupsByOtherClient,
  sharedNames,
  one,
  oneManaged,
  two,
  twoManaged
ORDER BY clientsOfName, name.name
