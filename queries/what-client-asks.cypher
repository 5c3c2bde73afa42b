// title: What this client looks up
// description: The names one address looked up most, drawn around it, with the number of clients each name has in all. A client that asks for many names of many domains is a resolver or a scanner, and its lookups are those of the people or programs behind it.
// category: Who asked
// param: client node 198.18.0.10 IP.ip
// param: maxNames integer 50

MATCH asked = (:IP {ip: $client})-[lookup:LOOKED_UP]->(name:HostName)
WITH asked, lookup, name
ORDER BY lookup.count DESC, name.name, lookup.reference_name
LIMIT $maxNames
RETURN name,
  coalesce(lookup.reference_name, '') AS dataset,
  lookup.count AS lookups,
  COUNT {
    MATCH (name)<-[:LOOKED_UP]-(other:IP)
    RETURN DISTINCT other
  } AS clientsOfName,
  lookup.first_seen AS firstSeen,
  lookup.last_seen AS lastSeen,
  asked
ORDER BY lookups DESC, name.name, dataset
