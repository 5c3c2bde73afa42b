// title: Domains by distinct clients
// description: Registrable domains by how many distinct clients looked up any of their names, per data set, with names and lookups. A domain asked for by many clients is popular; one with many names and few clients is often made by machines.
// category: Names
// param: maxDomains integer 100

MATCH (domain:DomainName)<-[:PART_OF]-(name:HostName)
// Several data sets may each say that a name is part of its domain.
WITH DISTINCT domain, name
MATCH (name)<-[lookup:LOOKED_UP]-(client:IP)
WITH domain,
  coalesce(lookup.reference_name, '') AS dataset,
  count(DISTINCT client) AS clients,
  count(DISTINCT name) AS names,
  sum(lookup.count) AS lookups
RETURN domain, dataset, clients, names, lookups, round(1.0 * lookups / clients, 1) AS lookupsPerClient
ORDER BY clients DESC, lookups DESC, domain.name, dataset
LIMIT $maxDomains
