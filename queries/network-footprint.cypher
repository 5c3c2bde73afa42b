// title: Footprint of this network
// description: Draws what is known of a network (AS): its prefixes, who runs it and where, and counts, for each prefix, the addresses that asked, the names they asked for with their lookups, and the names that were answered with addresses in it. Names asked for are counted per data set.
// category: Networks
// param: network node 64496 AS.asn

MATCH path = (network:AS {asn: $network})-[:ORIGINATE]->(prefix:BGPPrefix)
WITH network, prefix, collect(path) AS drawn
OPTIONAL MATCH (prefix)<-[:PART_OF]-(address:IP)
WITH network, prefix, drawn, collect(DISTINCT address) AS addresses
CALL (addresses) {
  UNWIND addresses AS client
  MATCH (client)-[lookup:LOOKED_UP]->(name:HostName)
  WITH coalesce(lookup.reference_name, '') AS dataset,
    count(DISTINCT client) AS clients,
    count(DISTINCT name) AS names,
    sum(lookup.count) AS lookups
  ORDER BY dataset
  RETURN collect({dataset: dataset, clients: clients, names: names, lookups: lookups}) AS asked
}
CALL (addresses) {
  UNWIND addresses AS address
  MATCH (address)<-[:RESOLVES_TO]-(hosted:HostName)
  RETURN count(DISTINCT hosted) AS hostedNames
}
// A prefix nobody asked from keeps a row of its own.
UNWIND CASE asked WHEN [] THEN [{}] ELSE asked END AS each
OPTIONAL MATCH about = (network)-[:MANAGED_BY|COUNTRY|NAME]->()
RETURN prefix,
  each.dataset AS dataset,
  coalesce(each.clients, 0) AS clients,
  coalesce(each.names, 0) AS namesAsked,
  coalesce(each.lookups, 0) AS lookups,
  hostedNames,
  drawn,
  collect(about) AS network
ORDER BY lookups DESC, prefix.prefix, dataset
