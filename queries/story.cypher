// title: The name one organization asked for, and what came after
// description: Draws a name with the clients that asked for it most, their organizations and its addresses, and the names that began within some days after its last answer and that only clients of the first name ask for. The table gives each client's part of the lookups.
// description: Observations, not conclusions: a shared resolver, a mail filter or an operator's renaming can look the same.
// category: Who asked
// param: name node mail.tower.example HostName.name
// param: days integer 7
// param: minLookups integer 10
// param: maxClients integer 14

MATCH (name:HostName {name: $name})<-[lookup:LOOKED_UP]-(client:IP)
WITH name, collect(DISTINCT client) AS clients, max(lookup.last_seen) AS lastLookup
CALL (name) {
  OPTIONAL MATCH (name)-[answer:RESOLVES_TO]->(:IP)
  RETURN max(answer.last_seen) AS lastAnswer
}
WITH name, clients, coalesce(lastAnswer, lastLookup) AS stopped
CALL (name, clients, stopped) {
  RETURN name AS drawnName
  UNION
  UNWIND clients AS client
  MATCH (client)-[first:LOOKED_UP]->(successor:HostName)
  WHERE first.first_seen > stopped AND first.first_seen <= stopped + duration({days: $days})
  WITH DISTINCT clients, successor, stopped
  WHERE NOT EXISTS {
    MATCH (successor)<-[lookup:LOOKED_UP]-(other:IP)
    WHERE lookup.first_seen <= stopped OR NOT other IN clients
  }
  RETURN successor AS drawnName
}
MATCH asked = (drawnName)<-[lookup:LOOKED_UP]-(client:IP)
WITH name, drawnName, coalesce(lookup.reference_name, '') AS dataset, asked, lookup, client
ORDER BY lookup.count DESC, client.ip
WITH name,
  drawnName,
  dataset,
  sum(lookup.count) AS total,
  collect({asked: asked, lookup: lookup, client: client}) AS parts
WHERE drawnName = name OR total >= $minLookups
UNWIND parts[..$maxClients] AS part
WITH name, drawnName, dataset, total, part.asked AS asked, part.lookup AS lookup, part.client AS client
CALL (client) {
  // A client in no known network keeps null and its own row; one in several is named by all of them.
  OPTIONAL MATCH (client)-[:PART_OF]->(:BGPPrefix)<-[:ORIGINATE]-(network:AS)
  OPTIONAL MATCH (network)-[:MANAGED_BY]->(organization:Organization)
  WITH DISTINCT coalesce(organization.name, 'AS' + network.asn) AS holder
  ORDER BY holder
  WITH collect(holder) AS holders
  RETURN reduce(text = head(holders), other IN tail(holders) | text + ' or ' + other) AS holder
}
RETURN drawnName AS name,
  client,
  coalesce(holder, '(no known network)') AS organization,
  dataset,
  lookup.count AS lookups,
  round(100.0 * lookup.count / total, 1) AS sharePercent,
  lookup.first_seen AS firstSeen,
  lookup.last_seen AS lastSeen,
  [asked]
    + [path = (drawnName)-[:RESOLVES_TO]->(:IP) | path]
    + [path = (client)-[:PART_OF]->(:BGPPrefix)<-[:ORIGINATE]-(:AS) | path]
    + [path = (client)-[:PART_OF]->(:BGPPrefix)<-[:ORIGINATE]-(:AS)-[:MANAGED_BY]->(:Organization) | path] AS drawn
ORDER BY drawnName = name DESC, drawnName.name, dataset, lookups DESC, client.ip
