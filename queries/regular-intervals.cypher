// title: Lookups at regular intervals
// description: Pairs of client and name whose hours with lookups follow each other at nearly equal distances: the coefficient of variation of the gaps (standard deviation by mean) is small, which is what timers, monitors and mail queues do. Times are known to the hour, so that intervals below one hour look like one hour.
// category: Time
// param: maxVariation float 0.2
// param: minHours integer 100

MATCH (client:IP)-[lookup:LOOKED_UP]->(name:HostName)
WHERE size(lookup.hours) >= $minHours
WITH client, lookup, name, lookup.hours AS hours
UNWIND range(1, size(hours) - 1) AS i
WITH client, lookup, name, avg(hours[i] - hours[i - 1]) AS gap, stDevP(hours[i] - hours[i - 1]) AS deviation
WHERE deviation <= $maxVariation * gap
CALL (client) {
  // A client in no known network keeps null and its own row; one in several is named by all of them.
  OPTIONAL MATCH (client)-[:PART_OF]->(:BGPPrefix)<-[:ORIGINATE]-(network:AS)
  OPTIONAL MATCH (network)-[:MANAGED_BY]->(organization:Organization)
  WITH DISTINCT coalesce(organization.name, 'AS' + network.asn) AS holder
  ORDER BY holder
  WITH collect(holder) AS holders
  RETURN reduce(text = head(holders), other IN tail(holders) | text + ' or ' + other) AS holder
}
RETURN client,
  name,
  coalesce(holder, '(no known network)') AS organization,
  coalesce(lookup.reference_name, '') AS dataset,
  lookup.count AS lookups,
  size(lookup.hours) AS hoursWithLookups,
  round(gap, 2) AS meanGapHours,
  round(deviation / gap, 3) AS variation
ORDER BY variation, lookups DESC, client.ip, name.name, dataset
