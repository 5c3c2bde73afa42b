// title: Names sharing an address with this one
// description: Draws the addresses a name was answered with and the other names answered with the same address. "namesOfAddress" is how many names an address has in all.
// description: On shared hosting, behind a content network or a mail provider, unrelated names have one address: an address with many names connects nothing.
// category: Names
// param: name node mail.tower.example HostName.name
// param: maxNames integer 100

MATCH (name:HostName {name: $name})-[:RESOLVES_TO]->(address:IP)
WITH DISTINCT name, address
// Counted once for each address, which may have very many names.
CALL (address) {
  MATCH (address)<-[:RESOLVES_TO]-(any:HostName)
  RETURN count(DISTINCT any) AS namesOfAddress
}
MATCH path = (name)-[:RESOLVES_TO]->(address)<-[answer:RESOLVES_TO]-(other:HostName)
WHERE other <> name
RETURN other AS name,
  address,
  coalesce(answer.reference_name, '') AS dataset,
  answer.first_seen AS firstSeen,
  answer.last_seen AS lastSeen,
  namesOfAddress,
  path
ORDER BY namesOfAddress, address.ip, other.name, dataset
LIMIT $maxNames
