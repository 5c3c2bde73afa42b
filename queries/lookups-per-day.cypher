// title: Lookups per day
// description: Lookups of a name on each local day in a time zone of your choice, per data set. Days without lookups have no row; whether the log covers them is in "Coverage of each data set".
// category: Time
// param: name node mail.tower.example HostName.name
// param: zone timezone America/Halifax

MATCH (:HostName {name: $name})<-[lookup:LOOKED_UP]-(:IP)
UNWIND range(0, size(lookup.hours) - 1) AS i
WITH coalesce(lookup.reference_name, '') AS dataset,
  datetime({epochSeconds: lookup.hours[i] * 3600, timezone: $zone}) AS local,
  lookup.hour_counts[i] AS lookups
RETURN dataset, date(local) AS day, sum(lookups) AS lookups
ORDER BY dataset, day
