// title: Time zones in which a name keeps office hours
// description: The part of a name's lookups that fell on Monday to Friday, 08:00 to 18:00, at every whole offset from UTC, per data set, best first; optionally by one organization only (leave it empty for all clients). Lookups spread evenly over the week would give 29.8 per cent.
// description: Looking at 26 offsets always finds a best one: neighbouring offsets fit nearly as well, many countries share an offset, and offsets are fixed here, without daylight saving time.
// category: Time
// param: name node mail.tower.example HostName.name
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
WITH coalesce(lookup.reference_name, '') AS dataset, lookup.hours[i] AS hour, sum(lookup.hour_counts[i]) AS lookups
UNWIND range(-11, 14) AS utcOffset
// 1 January 1970 was a Thursday: three days after a Monday.
WITH dataset, utcOffset, lookups, ((hour + utcOffset) / 24 + 3) % 7 AS weekday, (hour + utcOffset) % 24 AS localHour
RETURN dataset,
  utcOffset,
  round(100.0 * sum(CASE WHEN weekday < 5 AND 8 <= localHour < 18 THEN lookups ELSE 0 END) / sum(lookups), 1)
    AS officeHoursPercent,
  sum(lookups) AS lookups
ORDER BY dataset, officeHoursPercent DESC, utcOffset
