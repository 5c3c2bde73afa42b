/** Recognizes, in what Maven and Neo4j print, the failures a user can do something about. */

/** The end of a sentence about what is missing on this machine. */
export const WAYS_OUT = 'run `docker compose up` instead, or set NEO4J_URI to a Neo4j you have';

type Problem = { pattern: RegExp; sentence: (context: { version: string; folder: string }) => string };

const DISK_FULL = /No space left on device|There is not enough space on the disk|ENOSPC|Disk quota exceeded|EDQUOT/i;

export function toDiskFullSentence(folder: string): string {
  return `The disk is full: free some space under ${folder}, or set DATA_DIR to a folder on another disk.`;
}

/** A system error of our own file work that means the disk is full. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && DISK_FULL.test(`${'code' in error ? error.code : ''} ${error.message}`);
}

const FETCH_PROBLEMS: Problem[] = [
  { pattern: DISK_FULL, sentence: ({ folder }) => toDiskFullSentence(folder) },
  {
    pattern: /Could not find artifact org\.neo4j/,
    sentence: ({ version }) =>
      `Maven Central has no Neo4j ${version}: set NEO4J_VERSION to a version that exists, or leave it unset.`,
  },
  {
    pattern:
      /UnknownHost|Unknown host|Name or service not known|Temporary failure in name resolution|No route to host|Network is unreachable|Connection refused|Connection timed out|connect timed out|Connect to .* failed|in offline mode|Could not transfer artifact/,
    sentence: ({ version }) =>
      `Neo4j ${version} has to be fetched once from Maven Central, which cannot be reached: connect to the network (behind a proxy or a mirror: set it in ~/.m2/settings.xml) and start again, ${WAYS_OUT}.`,
  },
];

const SERVER_PROBLEMS: Problem[] = [
  { pattern: DISK_FULL, sentence: ({ folder }) => toDiskFullSentence(folder) },
  {
    pattern:
      /newer (?:version|than)|unsupported (?:store|record|kernel) version|UnknownSystemGraph|Unknown store version|not supported by this (?:version|binary)|was created by a later|StoreVersion(?:.*)(?:unknown|unrecogni[sz]ed)/i,
    sentence: ({ version, folder }) =>
      `The database in ${folder} was made by a newer Neo4j than ${version}: set NEO4J_VERSION to the newer version, or set DATA_DIR to another folder.`,
  },
  {
    pattern: /UnsupportedClassVersionError/,
    sentence: ({ version }) =>
      `Java is too old for Neo4j ${version}: install a newer one or name it in JAVA_HOME, ${WAYS_OUT}.`,
  },
  {
    pattern: /Could not reserve enough space|insufficient memory for the Java|Cannot allocate memory/i,
    sentence: () => `There is not enough free memory to start Neo4j: close other programs, ${WAYS_OUT}.`,
  },
  {
    pattern: /OutOfMemoryError/,
    sentence: () => `Neo4j ran out of memory: ask for less at once, or set NEO4J_URI to a Neo4j with more memory.`,
  },
  {
    pattern: /Lock file has been locked by another process|FileLockException|OverlappingFileLockException/,
    sentence: ({ folder }) =>
      `Another Neo4j uses the database in ${folder}: stop it, or set DATA_DIR to another folder.`,
  },
  {
    pattern: /AccessDenied|Permission denied/,
    sentence: ({ folder }) =>
      `Neo4j may not write in ${folder}: give this user the right to, or set DATA_DIR to another folder.`,
  },
];

/** Neo4j could not listen on the port it was given. Another free one helps. */
export function isPortTaken(output: string): boolean {
  return /Address already in use|BindException/.test(output);
}

/** One sentence with the ways out, or undefined where the output shows none of the known failures. */
export function findFetchProblem(output: string, version: string, folder: string): string | undefined {
  return findProblem(FETCH_PROBLEMS, output, version, folder);
}

export function findServerProblem(output: string, version: string, folder: string): string | undefined {
  return findProblem(SERVER_PROBLEMS, output, version, folder);
}

function findProblem(problems: Problem[], output: string, version: string, folder: string): string | undefined {
  return problems.find(({ pattern }) => pattern.test(output))?.sentence({ version, folder });
}
