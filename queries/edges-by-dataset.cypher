// title: What each data set contributes
// description: Edges by type and data set, with who published the data set and when it was imported. Every number elsewhere rests on these edges; an edge without a data set was not written by an import.
// category: Evidence

MATCH ()-[edge]->()
// Types that begin with an underscore are bookkeeping.
WHERE NOT type(edge) STARTS WITH '_'
WITH type(edge) AS edgeType,
  coalesce(edge.reference_name, '') AS dataset,
  edge.reference_org AS publishedBy,
  count(edge) AS edges,
  // Facts of registers carry no count: nothing is not the same as zero.
  CASE WHEN count(edge.count) = 0 THEN null ELSE sum(edge.count) END AS lookupsOrAnswers,
  max(edge.reference_time_fetch) AS imported
RETURN edgeType, dataset, publishedBy, edges, lookupsOrAnswers, imported
ORDER BY edges DESC, dataset, edgeType
