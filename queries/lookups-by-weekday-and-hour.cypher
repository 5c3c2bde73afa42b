// title: Lookups by weekday and hour
// description: When a name was looked up, by local weekday (1 is Monday) and hour in a time zone of your choice, with daylight saving time, per data set; optionally by one organization only (leave it empty for all clients). Hours without lookups have no row.
// description: The zone is your assumption: try others with "Time zones in which a name keeps office hours". Answers kept by resolvers hide repeated lookups, and machines also start work in the morning.
// category: Time
// param: name node mail.tower.example HostName.name
// param: zone timezone America/Halifax
// param: organization string "" Organization.name

MATCH (:HostName {name: $name})<-[lookup:LOOKED_UP]-(client:IP)
CALL (client) {
  // A client in no known network keeps null and its own row; one in several is named by all of them.
  OPTIONAL MATCH (client)-[:PART_OF]->(:BGPPrefix)<-[:ORIGINATE]-(network:AS)
  OPTIONAL MATCH (network)-[:MANAGED_BY]->(organization:Organization)
  WITH DISTINCT coalesce(organization.name, 'AS' + network.asn) AS holder
  ORDER BY holder
  WITH collect(holder) AS holders
  RETURN reduce(text = head(holders), other IN tail(holders) | text + ' or ' + other) AS holder
}
WITH lookup, holder
WHERE $organization = '' OR holder = $organization
UNWIND range(0, size(lookup.hours) - 1) AS i
WITH coalesce(lookup.reference_name, '') AS dataset,
  datetime({epochSeconds: lookup.hours[i] * 3600, timezone: $zone}) AS local,
  lookup.hour_counts[i] AS lookups
RETURN dataset, local.dayOfWeek AS weekday, local.hour AS hour, sum(lookups) AS lookups
ORDER BY dataset, weekday, hour
