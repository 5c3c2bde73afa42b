/** Search: from a text to nodes, best first. */
import type { z } from 'zod';
import type { SearchAnswer, SearchParams } from '../../shared/api.ts';
import type { Database } from './database.ts';
import { findExactNodes, type Match } from './find-exact-nodes.ts';
import { findKeys, type Key } from './find-keys.ts';
import { findNodesByBeginning } from './find-nodes-by-beginning.ts';
import { findNodesByWord } from './find-nodes-by-word.ts';
import { findNodesInCidr } from './find-nodes-in-cidr.ts';
import { getNodeId, isHidden } from './node-ids.ts';
import { parseCidr, splitList, toArmed, toAsnRanges, toKeyBeginnings, toWordQuery } from './search-text.ts';
import { toDistinct } from './to-distinct.ts';
import { toGraph } from './to-graph.ts';

async function toAnswer(
  database: Database,
  matches: Match[],
  limit: number,
  notFound: string[],
): Promise<SearchAnswer> {
  const visible = matches.filter(({ node }) => !isHidden(node));
  const distinct = toDistinct(visible, ({ node }) => node.elementId);
  const { graph } = await toGraph(
    database,
    distinct.slice(0, limit).map(({ node }) => node),
  );
  return { nodes: graph.nodes, more: distinct.length > limit, notFound };
}

/** Exact matches first, then by activity, then by alphabet. */
function rank(exact: Match[], others: Match[], keys: readonly Key[]): Match[] {
  const compare = (a: Match, b: Match) =>
    b.activity - a.activity || (getNodeId(a.node, keys) < getNodeId(b.node, keys) ? -1 : 1);
  return [...exact.toSorted(compare), ...others.toSorted(compare)];
}

async function searchOne(
  database: Database,
  keys: readonly Key[],
  text: string,
  label: string | undefined,
  limit: number,
): Promise<Match[]> {
  const cidr = parseCidr(text);
  if (cidr) {
    const prefixes = await findExactNodes(database, keys, [cidr.prefix]);
    const addresses = keys.filter((key) => key.label === 'IP');
    const inside = await Promise.all(addresses.map((key) => findNodesInCidr(database, key, cidr, limit + 1)));
    return rank(prefixes, inside.flat(), keys);
  }
  const words = toWordQuery(text);
  const [exact, byWord, ...byBeginning] = await Promise.all([
    findExactNodes(database, keys, [text]),
    words === undefined ? [] : findNodesByWord(database, words, label, limit + 1),
    ...keys.map((key) => {
      const beginnings =
        key.label === 'AS' ? { ranges: toAsnRanges(text) } : { beginnings: toKeyBeginnings(key.label, text) };
      return findNodesByBeginning(database, key, beginnings, limit + 1);
    }),
  ]);
  return rank(exact, [...byWord, ...byBeginning.flat()], keys);
}

/** Each entry of a pasted list by its whole key, or all of a CIDR; in the order of the list. */
async function searchList(
  database: Database,
  keys: readonly Key[],
  entries: string[],
  limit: number,
): Promise<{ matches: Match[]; notFound: string[] }> {
  const texts = new Map(entries.map((entry) => [entry, toArmed(entry)]));
  const exact = await findExactNodes(database, keys, [...new Set(texts.values())]);
  const matches: Match[] = [];
  const notFound: string[] = [];
  for (const [entry, text] of texts) {
    const found = exact.filter((match) => match.text === text);
    const cidr = found.length === 0 && parseCidr(text) ? await searchOne(database, keys, text, undefined, limit) : [];
    if (found.length + cidr.length === 0) notFound.push(entry);
    matches.push(...rank(found, cidr, keys));
  }
  return { matches, notFound };
}

/**
 * Nodes for a text: the whole text as one name first (organizations hold blanks), then as a list by lines, commas or
 * blanks. `notFound` names the entries of a list that match nothing.
 */
export async function searchNodes(
  database: Database,
  { q, label, limit }: z.output<typeof SearchParams>,
): Promise<SearchAnswer> {
  const keys = (await findKeys(database)).filter((key) => label === undefined || key.label === label);
  const entries = splitList(q);
  const isLines = /[\r\n]/.test(q.trim());
  if (!isLines) {
    const matches = await searchOne(database, keys, toArmed(q), label, limit);
    if (matches.length > 0 || entries.length === 1) return toAnswer(database, matches, limit, []);
  }
  const { matches, notFound } = await searchList(database, keys, entries, limit);
  return toAnswer(database, matches, limit, notFound);
}
