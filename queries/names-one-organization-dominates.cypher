// title: Names most of whose lookups come from one organization
// description: Names with enough lookups, most of which came from one organization (or AS, where none is registered), with the share of the second and the part in no known network. Each data set is judged by itself.
// description: High shares are common and mostly dull: an organization's own services, a monitor, a customer's portal. Compare the name with others of the same organization before reading anything into it.
// category: Who asked
// param: minSharePercent float 80
// param: minLookups integer 100

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
MATCH (client)-[lookup:LOOKED_UP]->(name:HostName)
WITH name,
  coalesce(lookup.reference_name, '') AS dataset,
  holder,
  sum(lookup.count) AS lookups,
  count(client) AS clients
ORDER BY lookups DESC, holder
WITH name,
  dataset,
  sum(lookups) AS total,
  sum(CASE WHEN holder IS NULL THEN lookups ELSE 0 END) AS unmapped,
  // collect() drops null, so that the part in no known network never comes first.
  collect(CASE WHEN holder IS NULL THEN null ELSE {holder: holder, lookups: lookups, clients: clients} END) AS holders
WHERE total >= $minLookups AND holders <> [] AND 100.0 * holders[0].lookups / total >= $minSharePercent
RETURN name,
  dataset,
  holders[0].holder AS organization,
  total AS lookups,
  round(100.0 * holders[0].lookups / total, 1) AS sharePercent,
  round(100.0 * coalesce(holders[1].lookups, 0) / total, 1) AS secondSharePercent,
  round(100.0 * unmapped / total, 1) AS unmappedPercent,
  holders[0].clients AS clientsOfOrganization,
  size(holders) AS organizations
ORDER BY sharePercent DESC, lookups DESC, name.name, dataset
