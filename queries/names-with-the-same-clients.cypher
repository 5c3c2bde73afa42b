// title: Names asked by the same clients as this one
// description: Names that share clients with a name, over all data sets: how many, which part of the other name's clients that is (containment), and which part of both names' clients together (Jaccard). Only clients are compared, not how often they asked.
// description: Names everybody asks for share clients with every name; a high containment with few clients is easily chance.
// category: Who asked
// param: name node mail.tower.example HostName.name
// param: minShared integer 4
// param: maxNames integer 50

MATCH (name:HostName {name: $name})<-[:LOOKED_UP]-(client:IP)
WITH name, collect(DISTINCT client) AS clients
UNWIND clients AS client
MATCH (client)-[:LOOKED_UP]->(other:HostName)
WHERE other <> name
WITH size(clients) AS ownClients, other, count(DISTINCT client) AS shared
WHERE shared >= $minShared
WITH ownClients,
  other,
  shared,
  COUNT {
    MATCH (other)<-[:LOOKED_UP]-(any:IP)
    RETURN DISTINCT any
  } AS otherClients
RETURN other AS name,
  shared AS sharedClients,
  otherClients AS clientsOfName,
  round(1.0 * shared / otherClients, 3) AS containment,
  round(1.0 * shared / (ownClients + otherClients - shared), 3) AS jaccard
ORDER BY containment DESC, jaccard DESC, other.name
LIMIT $maxNames
