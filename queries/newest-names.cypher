// title: Newest names
// description: Names with enough lookups, the ones first looked up last at the top, with how many clients asked. Within the first days of a log every name looks new.
// category: Names
// param: minLookups integer 20
// param: maxNames integer 100

MATCH (:IP)-[lookup:LOOKED_UP]->(name:HostName)
WITH name,
  coalesce(lookup.reference_name, '') AS dataset,
  sum(lookup.count) AS lookups,
  count(lookup) AS clients,
  min(lookup.first_seen) AS firstSeen,
  max(lookup.last_seen) AS lastSeen
WHERE lookups >= $minLookups
WITH name, dataset, lookups, clients, firstSeen, lastSeen
ORDER BY firstSeen DESC, name.name, dataset
LIMIT $maxNames
RETURN name, dataset, firstSeen, lastSeen, lookups, clients
ORDER BY firstSeen DESC, name.name, dataset
