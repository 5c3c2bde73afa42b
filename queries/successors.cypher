// title: Names that began after this one stopped
// description: Names first looked up within some days after the name was last answered (or, where the log has no answers, last looked up), and looked up mostly by the organization that asked most for the name. "candidates" is how many names began in those days in all: the more there are, the more likely is a match by chance. A name counts as new if no data set has an earlier lookup of it; shares are within one data set.
// description: A successor can also be an operator's ordinary renaming, and the shared asker a shared service. Look at the lookups, the shared addresses and the number of candidates before concluding anything.
// category: Names
// param: name node mail.tower.example HostName.name
// param: days integer 7
// param: minSharePercent float 80
// param: minLookups integer 10

MATCH (name:HostName {name: $name})<-[lookup:LOOKED_UP]-(client:IP)
CALL (client) {
  // A client in no known network keeps null and its own row; one in several is named by all of them.
  OPTIONAL MATCH (client)-[:PART_OF]->(:BGPPrefix)<-[:ORIGINATE]-(network:AS)
  OPTIONAL MATCH (network)-[:MANAGED_BY]->(organization:Organization)
  WITH DISTINCT coalesce(organization.name, 'AS' + network.asn) AS holder
  ORDER BY holder
  WITH collect(holder) AS holders
  RETURN reduce(text = head(holders), other IN tail(holders) | text + ' or ' + other) AS holder
}
WITH name,
  coalesce(lookup.reference_name, '') AS dataset,
  holder,
  sum(lookup.count) AS lookups,
  max(lookup.last_seen) AS lastLookup
ORDER BY lookups DESC, holder
// collect() drops null: clients in no known network are nobody's.
WITH name, dataset, head(collect(holder)) AS asker, max(lastLookup) AS lastLookup
CALL (name, dataset) {
  MATCH (name)-[answer:RESOLVES_TO]->(:IP)
  WHERE coalesce(answer.reference_name, '') = dataset
  RETURN max(answer.last_seen) AS lastAnswer
}
WITH name, dataset, asker, coalesce(lastAnswer, lastLookup) AS stopped
MATCH (candidate:HostName)<-[first:LOOKED_UP]-(:IP)
WHERE first.first_seen > stopped
  AND first.first_seen <= stopped + duration({days: $days})
  AND coalesce(first.reference_name, '') = dataset
WITH DISTINCT name, dataset, asker, stopped, candidate
WHERE NOT EXISTS {
  MATCH (candidate)<-[earlier:LOOKED_UP]-(:IP)
  WHERE earlier.first_seen <= stopped
}
MATCH (candidate)<-[lookup:LOOKED_UP]-(client:IP)
WHERE coalesce(lookup.reference_name, '') = dataset
CALL (client) {
  OPTIONAL MATCH (client)-[:PART_OF]->(:BGPPrefix)<-[:ORIGINATE]-(network:AS)
  OPTIONAL MATCH (network)-[:MANAGED_BY]->(organization:Organization)
  WITH DISTINCT coalesce(organization.name, 'AS' + network.asn) AS holder
  ORDER BY holder
  WITH collect(holder) AS holders
  RETURN reduce(text = head(holders), other IN tail(holders) | text + ' or ' + other) AS holder
}
WITH name,
  dataset,
  asker,
  stopped,
  candidate,
  sum(lookup.count) AS lookups,
  sum(CASE WHEN holder = asker THEN lookup.count ELSE 0 END) AS byAsker,
  sum(CASE WHEN holder IS NULL THEN lookup.count ELSE 0 END) AS unmapped,
  min(lookup.first_seen) AS began
WITH name,
  dataset,
  asker,
  stopped,
  count(candidate) AS candidates,
  collect({name: candidate, lookups: lookups, byAsker: byAsker, unmapped: unmapped, began: began}) AS found
UNWIND found AS each
WITH name, dataset, asker, stopped, candidates, each, each.name AS successor
WHERE each.lookups >= $minLookups AND 100.0 * each.byAsker / each.lookups >= $minSharePercent
RETURN name,
  successor,
  dataset,
  asker AS organization,
  each.lookups AS lookups,
  round(100.0 * each.byAsker / each.lookups, 1) AS sharePercent,
  round(100.0 * each.unmapped / each.lookups, 1) AS unmappedPercent,
  stopped,
  each.began AS began,
  round(duration.inSeconds(stopped, each.began).seconds / 86400.0, 1) AS daysBetween,
  COLLECT {
    MATCH (name)-[:RESOLVES_TO]->(address:IP)<-[:RESOLVES_TO]-(successor)
    RETURN DISTINCT address
    ORDER BY address.ip
  } AS sharedAddresses,
  candidates
ORDER BY lookups DESC, successor.name, dataset
