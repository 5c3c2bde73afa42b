// title: How much is mapped to networks
// description: For each data set, the part of the lookups whose client maps to a network with a registered organization, to a network without one, and to none. Every share by organization leaves room for what is not mapped.
// category: Evidence

MATCH (client:IP)-[lookup:LOOKED_UP]->(:HostName)
WITH client, coalesce(lookup.reference_name, '') AS dataset, sum(lookup.count) AS lookups
WITH client, collect({dataset: dataset, lookups: lookups}) AS parts
CALL (client) {
  OPTIONAL MATCH (client)-[:PART_OF]->(:BGPPrefix)<-[:ORIGINATE]-(network:AS)
  OPTIONAL MATCH (network)-[:MANAGED_BY]->(organization:Organization)
  RETURN CASE
    WHEN count(organization) > 0 THEN 'organization'
    WHEN count(network) > 0 THEN 'network without organization'
    ELSE 'no known network'
  END AS mappedTo
}
UNWIND parts AS part
WITH part.dataset AS dataset, mappedTo, sum(part.lookups) AS lookups, count(client) AS clients
WITH dataset,
  sum(lookups) AS total,
  collect({mappedTo: mappedTo, lookups: lookups, clients: clients}) AS groups
UNWIND groups AS group
RETURN dataset,
  group.mappedTo AS mappedTo,
  group.lookups AS lookups,
  round(100.0 * group.lookups / total, 1) AS sharePercent,
  group.clients AS clients
ORDER BY dataset, lookups DESC
