// title: Clients two names have in common
// description: Clients that looked up both names in the same data set, drawn between them, with the lookups of each and how many days lay between the last lookup of the first name and the first of the second (negative: they overlap).
// description: Big shared resolvers ask for almost everything: look at how many names a client asks for in all.
// category: Who asked
// param: name node mail.tower.example HostName.name
// param: other node mx.spire.example HostName.name

MATCH path = (:HostName {name: $name})<-[one:LOOKED_UP]-(client:IP)-[two:LOOKED_UP]->(:HostName {name: $other})
// One edge for each pair and data set: comparing within a data set counts nothing twice.
WHERE coalesce(one.reference_name, '') = coalesce(two.reference_name, '')
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
  coalesce(one.reference_name, '') AS dataset,
  one.count AS lookups,
  two.count AS lookupsOfOther,
  round(duration.inSeconds(one.last_seen, two.first_seen).seconds / 86400.0, 1) AS daysBetween,
  COUNT {
    MATCH (client)-[:LOOKED_UP]->(any:HostName)
    RETURN DISTINCT any
  } AS namesOfClient,
  path
ORDER BY lookupsOfOther DESC, client.ip, dataset
