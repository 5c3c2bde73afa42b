// title: Names of this domain
// description: Draws the names of a domain, most looked up first, with their clients and the time they were asked in, per data set.
// category: Names
// param: domain node tower.example DomainName.name
// param: maxNames integer 50

MATCH (domain:DomainName {name: $domain})<-[:PART_OF]-(name:HostName)
WITH DISTINCT domain, name
OPTIONAL MATCH (name)<-[lookup:LOOKED_UP]-(:IP)
WITH domain,
  name,
  CASE WHEN lookup IS NULL THEN null ELSE coalesce(lookup.reference_name, '') END AS dataset,
  coalesce(sum(lookup.count), 0) AS lookups,
  count(lookup) AS clients,
  min(lookup.first_seen) AS firstSeen,
  max(lookup.last_seen) AS lastSeen
ORDER BY lookups DESC, name.name, dataset
LIMIT $maxNames
MATCH path = (name)-[:PART_OF]->(domain)
RETURN name, dataset, lookups, clients, firstSeen, lastSeen, collect(path) AS drawn
ORDER BY lookups DESC, name.name, dataset
