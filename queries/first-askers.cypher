// title: First to ask for this name
// description: The clients that looked up a name first, in order, with the organization or network of each and the days since the name's first lookup. Each data set has its own order. An early lookup is early only within what the log covers: a name older than the log seems to begin with it.
// category: Who asked
// param: name node mx.spire.example HostName.name
// param: maxClients integer 25

MATCH (:HostName {name: $name})<-[lookup:LOOKED_UP]-(client:IP)
WITH coalesce(lookup.reference_name, '') AS dataset, lookup, client
ORDER BY lookup.first_seen, client.ip
WITH dataset, collect({client: client, lookup: lookup}) AS firsts
WITH dataset, firsts[0].lookup.first_seen AS began, firsts[..$maxClients] AS firsts
UNWIND firsts AS first
WITH dataset, began, first.client AS client, first.lookup AS lookup
CALL (client) {
  // A client in no known network keeps null and its own row; one in several is named by all of them.
  OPTIONAL MATCH (client)-[:PART_OF]->(:BGPPrefix)<-[:ORIGINATE]-(network:AS)
  OPTIONAL MATCH (network)-[:MANAGED_BY]->(organization:Organization)
  WITH DISTINCT coalesce(organization.name, 'AS' + network.asn) AS holder
  ORDER BY holder
  WITH collect(holder) AS holders
  RETURN reduce(text = head(holders), other IN tail(holders) | text + ' or ' + other) AS holder
}
RETURN dataset,
  client,
  coalesce(holder, '(no known network)') AS organization,
  lookup.first_seen AS firstSeen,
  duration.inSeconds(began, lookup.first_seen).seconds / 86400 AS daysAfterFirst,
  lookup.count AS lookups
ORDER BY dataset, firstSeen, client.ip
