// title: Names that stopped working and are still asked for
// description: Names that were answered once, and whose lookups went on for some days after the last answer. "lookupsAnsweredNxdomain" counts over the whole data set, because the log's counts by response code are kept per client and name, not per day.
// description: Old mails, bookmarks, configuration and scanners keep asking for names for years.
// category: Names
// param: minDays float 1
// param: minLookups integer 20

MATCH (name:HostName)-[answer:RESOLVES_TO]->(:IP)
WITH name, coalesce(answer.reference_name, '') AS dataset, max(answer.last_seen) AS lastAnswer
MATCH (name)<-[lookup:LOOKED_UP]-(:IP)
WHERE coalesce(lookup.reference_name, '') = dataset
WITH name,
  dataset,
  lastAnswer,
  sum(lookup.count) AS lookups,
  count(lookup) AS clients,
  max(lookup.last_seen) AS lastSeen,
  sum(reduce(n = 0, i IN range(0, size(lookup.rcodes) - 1) |
    n + CASE lookup.rcodes[i] WHEN 'NXDOMAIN' THEN lookup.rcode_counts[i] ELSE 0 END)) AS nxdomain,
  sum(CASE WHEN lookup.last_seen > lastAnswer THEN 1 ELSE 0 END) AS clientsSince
WHERE lookups >= $minLookups
  AND nxdomain > 0
  AND duration.inSeconds(lastAnswer, lastSeen).seconds >= 86400 * $minDays
RETURN name,
  dataset,
  lastAnswer,
  lastSeen,
  round(duration.inSeconds(lastAnswer, lastSeen).seconds / 86400.0, 1) AS daysAskedSince,
  lookups,
  nxdomain AS lookupsAnsweredNxdomain,
  clients,
  clientsSince
ORDER BY lookups DESC, name.name, dataset
