/** What differs between the Neo4j versions we can run ourselves. */

export type ServerRelease = {
  mainClass: string;
  /** Oldest Java the server starts on, and the newest its makers support. */
  java: { oldest: number; newest: number };
};

/** Calendar versions (2025 and later) came after 5.26, the last of the 5 series. */
export function describeRelease(version: string): ServerRelease {
  const series = Number.parseInt(version, 10);
  return series >= 2025
    ? { mainClass: 'org.neo4j.server.Neo4jCommunity', java: { oldest: 21, newest: 25 } }
    : { mainClass: 'org.neo4j.server.CommunityEntryPoint', java: { oldest: 17, newest: 21 } };
}
