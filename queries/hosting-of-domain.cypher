// title: Networks that host this domain
// description: Draws the addresses the names of a domain were answered with, and the prefix and network of each, with how many names of any domain share the address. An address in no known network is drawn without one. Content networks and hosting companies answer for many unrelated customers.
// category: Networks
// param: domain node tower.example DomainName.name
// param: maxRows integer 100

MATCH (:DomainName {name: $domain})<-[:PART_OF]-(name:HostName)
MATCH (name)-[:RESOLVES_TO]->(address:IP)
WITH address, collect(DISTINCT name) AS names
// Counted once for each address, which may have very many names.
CALL (address) {
  MATCH (address)<-[:RESOLVES_TO]-(any:HostName)
  RETURN count(DISTINCT any) AS namesOfAddress
}
UNWIND names AS name
MATCH answered = (name)-[answer:RESOLVES_TO]->(address)
RETURN name,
  address,
  coalesce(answer.reference_name, '') AS dataset,
  COLLECT {
    MATCH (address)-[:PART_OF]->(:BGPPrefix)<-[:ORIGINATE]-(network:AS)
    OPTIONAL MATCH (network)-[:MANAGED_BY]->(organization:Organization)
    RETURN DISTINCT coalesce(organization.name, 'AS' + network.asn) AS holder
    ORDER BY holder
  } AS organizations,
  answer.first_seen AS firstSeen,
  answer.last_seen AS lastSeen,
  namesOfAddress,
  [answered] + [path = (address)-[:PART_OF]->(:BGPPrefix)<-[:ORIGINATE]-(:AS) | path] AS drawn
ORDER BY name.name, address.ip, dataset
LIMIT $maxRows
