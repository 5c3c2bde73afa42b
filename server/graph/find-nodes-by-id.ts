import { KeyError, normalizeKey, parseNodeId } from '../../shared/keys.ts';
import { isNodeLabel } from '../../shared/ontology.ts';
import { AppError } from '../errors.ts';
import { type Database, readRecords } from './database.ts';
import { findKeys, type Key } from './find-keys.ts';
import { findNodesByElementId } from './find-nodes-by-element-id.ts';
import { type DbNode, isHidden } from './node-ids.ts';
import { quoteName } from './quote-name.ts';

/** One index seek per asked key; `values` of an entry are tried in their order. */
function toCypher({ label, property }: Key): string {
  return `
UNWIND $entries AS entry
UNWIND range(0, size(entry.values) - 1) AS rank
MATCH (n:${quoteName(label)} {${quoteName(property)}: entry.values[rank]})
RETURN entry.id AS id, rank, n
ORDER BY rank
`;
}

/**
 * Values a key may be stored as: the canonical one first, then as written and as a number, for graphs that others made.
 */
export function toKeyValues(label: string, raw: string): (string | bigint)[] {
  const values: (string | bigint)[] = [];
  if (isNodeLabel(label)) {
    try {
      const key = normalizeKey(label, raw);
      values.push(typeof key === 'number' ? BigInt(key) : key);
    } catch (error) {
      if (!(error instanceof KeyError)) throw error;
    }
  }
  values.push(raw);
  if (/^-?\d{1,18}$/.test(raw)) values.push(BigInt(raw));
  return [...new Set(values)];
}

/** Nodes by public id, as far as they exist. Keys may be written in any form `normalizeKey` knows. */
export async function findNodesById(database: Database, ids: string[]): Promise<Map<string, DbNode>> {
  const found = new Map<string, DbNode>();
  const entriesByLabel = new Map<string, { id: string; values: (string | bigint)[] }[]>();
  const elementIds: string[] = [];
  for (const id of new Set(ids)) {
    const ref = parseNodeId(id);
    if (!ref) continue;
    if ('elementId' in ref) elementIds.push(ref.elementId);
    else {
      const entries = entriesByLabel.get(ref.label) ?? [];
      entries.push({ id, values: toKeyValues(ref.label, ref.key) });
      entriesByLabel.set(ref.label, entries);
    }
  }
  const keys = (await findKeys(database)).filter((key) => entriesByLabel.has(key.label));
  await Promise.all(
    keys.map(async (key) => {
      const entries = entriesByLabel.get(key.label) ?? [];
      const records = await readRecords<{ id: string; n: DbNode }>(database, toCypher(key), { entries });
      for (const record of records) if (!found.has(record.get('id'))) found.set(record.get('id'), record.get('n'));
    }),
  );
  for (const node of await findNodesByElementId(database, elementIds)) found.set(`~${node.elementId}`, node);
  return found;
}

/** The node, or `not-found`; `invalid-key` where the label has no such key at all. */
export async function getNodeById(database: Database, id: string): Promise<DbNode> {
  const ref = parseNodeId(id);
  if (!ref) throw new AppError('invalid-key', `"${id}" is no node id such as HostName:mail.example.com.`);
  const node = (await findNodesById(database, [id])).get(id);
  if (node && !isHidden(node)) return node;
  if ('label' in ref && isNodeLabel(ref.label)) normalizeKey(ref.label, ref.key);
  throw new AppError('not-found', `There is no node ${id}.`, { details: { id } });
}
