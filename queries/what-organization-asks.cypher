// title: What this organization looks up
// description: The names an organization's clients looked up most, and what share of each name's lookups that was, so that what everybody asks for can be told from what hardly anybody else does. Each data set is counted by itself. Type an AS number such as AS64500 for a network without a registered organization. A client whose prefix several networks announce counts for each of them.
// category: Who asked
// param: organization string "Example Harbor Bank" Organization.name
// param: maxNames integer 100

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
WITH DISTINCT client
MATCH (client)-[lookup:LOOKED_UP]->(name:HostName)
WITH name,
  coalesce(lookup.reference_name, '') AS dataset,
  sum(lookup.count) AS lookups,
  count(client) AS clients,
  min(lookup.first_seen) AS firstSeen,
  max(lookup.last_seen) AS lastSeen
ORDER BY lookups DESC, name.name, dataset
LIMIT $maxNames
CALL (name, dataset) {
  MATCH (name)<-[lookup:LOOKED_UP]-(:IP)
  WHERE coalesce(lookup.reference_name, '') = dataset
  RETURN sum(lookup.count) AS lookupsByAll
}
RETURN name,
  dataset,
  lookups,
  lookupsByAll,
  round(100.0 * lookups / lookupsByAll, 1) AS shareOfNamePercent,
  clients,
  firstSeen,
  lastSeen
ORDER BY lookups DESC, name.name, dataset
