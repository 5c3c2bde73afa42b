// title: Clients of this name, with their networks
// description: Draws the clients that looked up a name most, with the prefix, network and organization of each; the table gives the lookups. Clients in no known network are drawn without one. "clientsOfName" says how many there are, drawn or not.
// description: A client is often a resolver that asks for many people.
// category: Who asked
// param: name node mail.tower.example HostName.name
// param: maxClients integer 25

MATCH (name:HostName {name: $name})<-[:LOOKED_UP]-(any:IP)
WITH name, count(DISTINCT any) AS clientsOfName
MATCH asked = (name)<-[lookup:LOOKED_UP]-(client:IP)
WITH clientsOfName, asked, lookup, client
ORDER BY lookup.count DESC, client.ip, lookup.reference_name
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
  coalesce(lookup.reference_name, '') AS dataset,
  lookup.count AS lookups,
  lookup.first_seen AS firstSeen,
  lookup.last_seen AS lastSeen,
  clientsOfName,
  [asked]
    + [path = (client)-[:PART_OF]->(:BGPPrefix)<-[:ORIGINATE]-(:AS) | path]
    + [path = (client)-[:PART_OF]->(:BGPPrefix)<-[:ORIGINATE]-(:AS)-[:MANAGED_BY]->(:Organization) | path] AS drawn
ORDER BY lookups DESC, client.ip, dataset
