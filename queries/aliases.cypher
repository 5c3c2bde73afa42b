// title: Aliases of this name
// description: Draws the chain of aliases (CNAME) a name leads through, and the names that lead to it, up to eight steps each way. Names behind one content network end at the same alias without having anything else in common.
// category: Names
// param: name node www.lighthouse-news.example HostName.name
// param: maxPaths integer 50

MATCH path = (start:HostName)-[:ALIAS_OF*1..8]->(end:HostName)
WHERE start.name = $name OR end.name = $name
WITH path, start, end, length(path) AS steps
ORDER BY steps, start.name, end.name
LIMIT $maxPaths
RETURN start AS name,
  end AS leadsTo,
  steps,
  [alias IN relationships(path) | coalesce(alias.reference_name, '')] AS datasets,
  path
ORDER BY steps, start.name, end.name
