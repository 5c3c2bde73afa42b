// title: Clients that ask for the most names
// description: Clients by the number of distinct names they looked up, per data set: resolvers that ask on behalf of many, mail filters, scanners. What they ask for says little about any one person behind them.
// category: Who asked
// param: maxClients integer 50

MATCH (client:IP)-[lookup:LOOKED_UP]->(:HostName)
WITH client,
  coalesce(lookup.reference_name, '') AS dataset,
  count(lookup) AS names,
  sum(lookup.count) AS lookups
ORDER BY names DESC, client.ip, dataset
LIMIT $maxClients
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
  coalesce(holder, '(no known network)') AS organization,
  dataset,
  names,
  lookups,
  round(1.0 * lookups / names, 1) AS lookupsPerName
ORDER BY names DESC, client.ip, dataset
