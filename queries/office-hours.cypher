// title: Office hours of this name, beside its main asker's other names
// description: The part of the lookups that fell on Monday to Friday, 08:00 to 18:00, in a time zone of your choice: for the name and, below it, for the other names the same organization asked for. Only lookups by the organization that asked most for the name are counted, per data set. Lookups spread evenly over the week would give 29.8 per cent.
// description: If most of an organization's names keep office hours, this name keeping them says nothing about this name. Few active days say little either way.
// category: Time
// param: name node mail.tower.example HostName.name
// param: zone timezone America/Halifax
// param: minLookups integer 50

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
WITH name, coalesce(lookup.reference_name, '') AS dataset, holder, sum(lookup.count) AS lookups
ORDER BY lookups DESC, holder
// collect() drops null: clients in no known network are nobody's.
WITH name, dataset, head(collect(holder)) AS asker
MATCH (client:IP)
WHERE EXISTS { (client)-[:LOOKED_UP]->() }
CALL (client) {
  // A client in no known network keeps null and its own row; one in several is named by all of them.
  OPTIONAL MATCH (client)-[:PART_OF]->(:BGPPrefix)<-[:ORIGINATE]-(network:AS)
  OPTIONAL MATCH (network)-[:MANAGED_BY]->(organization:Organization)
  WITH DISTINCT coalesce(organization.name, 'AS' + network.asn) AS holder
  ORDER BY holder
  WITH collect(holder) AS holders
  RETURN reduce(text = head(holders), other IN tail(holders) | text + ' or ' + other) AS holder
}
WITH name, dataset, asker, client
WHERE holder = asker
MATCH (client)-[lookup:LOOKED_UP]->(other:HostName)
WHERE coalesce(lookup.reference_name, '') = dataset
UNWIND range(0, size(lookup.hours) - 1) AS i
WITH name,
  dataset,
  asker,
  other,
  datetime({epochSeconds: lookup.hours[i] * 3600, timezone: $zone}) AS local,
  lookup.hour_counts[i] AS lookups
WITH name,
  dataset,
  asker,
  other,
  sum(lookups) AS total,
  sum(CASE WHEN local.dayOfWeek <= 5 AND 8 <= local.hour < 18 THEN lookups ELSE 0 END) AS inOfficeHours,
  count(DISTINCT date(local)) AS activeDays
WHERE total >= $minLookups OR other = name
RETURN other AS name,
  other = name AS isThisName,
  dataset,
  asker AS organization,
  total AS lookups,
  activeDays,
  round(100.0 * inOfficeHours / total, 1) AS officeHoursPercent
ORDER BY dataset, isThisName DESC, officeHoursPercent DESC, other.name
