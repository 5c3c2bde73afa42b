// title: Names that never existed
// description: Names all of whose lookups, in every data set, were answered with NXDOMAIN, with their clients: typing errors, guesses of scanners, leftovers of a configuration, or names that ended before the log begins.
// category: Names
// param: minLookups integer 5
// param: maxNames integer 100

MATCH (:IP)-[lookup:LOOKED_UP]->(name:HostName)
WITH name,
  min(CASE WHEN lookup.rcodes = ['NXDOMAIN'] THEN 1 ELSE 0 END) AS never,
  collect(lookup) AS edges
WHERE never = 1
UNWIND edges AS lookup
WITH name,
  coalesce(lookup.reference_name, '') AS dataset,
  sum(lookup.count) AS lookups,
  count(lookup) AS clients,
  min(lookup.first_seen) AS firstSeen,
  max(lookup.last_seen) AS lastSeen
WHERE lookups >= $minLookups
RETURN name, dataset, lookups, clients, firstSeen, lastSeen
ORDER BY lookups DESC, name.name, dataset
LIMIT $maxNames
