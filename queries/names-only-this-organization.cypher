// title: Names looked up only by this organization
// description: Names all of whose lookups, in every data set, came from clients of this organization. A lookup from a client in no known network counts as somebody else's. Type an AS number such as AS64500 for a network without a registered organization. A client whose prefix several networks announce counts for each of them.
// description: With few lookups this says little: most rare names have one asker. An organization's own services look like this too.
// category: Who asked
// param: organization string "Example Harbor Bank" Organization.name
// param: minLookups integer 10

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
WITH collect(DISTINCT client) AS clients
UNWIND clients AS client
MATCH (client)-[:LOOKED_UP]->(name:HostName)
WITH DISTINCT clients, name
WHERE NOT EXISTS {
  MATCH (name)<-[:LOOKED_UP]-(other:IP)
  WHERE NOT other IN clients
}
MATCH (name)<-[lookup:LOOKED_UP]-(client:IP)
WITH name,
  coalesce(lookup.reference_name, '') AS dataset,
  sum(lookup.count) AS lookups,
  count(client) AS askers,
  min(lookup.first_seen) AS firstSeen,
  max(lookup.last_seen) AS lastSeen
WHERE lookups >= $minLookups
RETURN name, dataset, lookups, askers AS clients, firstSeen, lastSeen
ORDER BY lookups DESC, name.name, dataset
