// title: Names gone silent
// description: Names with enough lookups that nobody looked up any more in the last days of their data set, with the last lookup and the last answer the log holds. Silence is measured against the end of the same data set: a log that stops makes no name silent.
// description: Seasonal names, campaigns and retired hosts fall silent too.
// category: Names
// param: days integer 14
// param: minLookups integer 25

MATCH (:IP)-[lookup:LOOKED_UP]->(name:HostName)
WITH name,
  coalesce(lookup.reference_name, '') AS dataset,
  sum(lookup.count) AS lookups,
  count(lookup) AS clients,
  min(lookup.first_seen) AS firstSeen,
  max(lookup.last_seen) AS lastSeen
WITH dataset,
  max(lastSeen) AS ends,
  collect({name: name, lookups: lookups, clients: clients, firstSeen: firstSeen, lastSeen: lastSeen}) AS names
UNWIND names AS each
WITH dataset, ends, each, each.name AS name
WHERE each.lookups >= $minLookups AND each.lastSeen <= ends - duration({days: $days})
CALL (name, dataset) {
  MATCH (name)-[answer:RESOLVES_TO]->(:IP)
  WHERE coalesce(answer.reference_name, '') = dataset
  RETURN max(answer.last_seen) AS lastAnswer
}
RETURN name,
  dataset,
  each.lookups AS lookups,
  each.clients AS clients,
  each.firstSeen AS firstSeen,
  each.lastSeen AS lastSeen,
  lastAnswer,
  duration.inSeconds(each.lastSeen, ends).seconds / 86400 AS daysSilent
ORDER BY lastSeen DESC, name.name, dataset
