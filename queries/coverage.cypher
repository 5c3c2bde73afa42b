// title: Coverage of each data set
// description: What each log covers: its first and last lookup, the days (UTC) between them, and those of them without any lookup, which are more likely gaps of the log than silence. Nothing the product shows says anything about times outside.
// category: Evidence

MATCH (:IP)-[lookup:LOOKED_UP]->(:HostName)
WITH coalesce(lookup.reference_name, '') AS dataset, lookup
UNWIND lookup.hours AS hour
WITH dataset,
  collect(DISTINCT hour / 24) AS days,
  min(lookup.first_seen) AS firstLookup,
  max(lookup.last_seen) AS lastLookup
WITH dataset,
  firstLookup,
  lastLookup,
  days,
  [day IN range(firstLookup.epochSeconds / 86400, lastLookup.epochSeconds / 86400) WHERE NOT day IN days] AS missing
RETURN dataset,
  firstLookup,
  lastLookup,
  size(days) AS daysWithLookups,
  size(missing) AS daysWithout,
  [day IN missing | date(datetime({epochSeconds: day * 86400}))] AS withoutLookups
ORDER BY dataset
