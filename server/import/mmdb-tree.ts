/** The metadata of a MaxMind DB and a walk over all its networks, each node once whatever the records say. */
import ipaddr from 'ipaddr.js';
import { toIpv4Text } from '../../shared/ipv4.ts';
import { readFields } from './mmdb-data.ts';
import { ImportError, RecordError, TruncatedError } from './record.ts';

export const MARKER = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
/** Zero octets between the search tree and the data. */
const SEPARATOR_OCTETS = 16;

export type Metadata = {
  nodeCount: number;
  recordBits: 24 | 28 | 32;
  addressBits: 32 | 128;
  /** Seconds since 1970 UTC. */
  builtAt: number | undefined;
  /** Where the metadata's marker begins. */
  start: number;
};

function isRecordBits(bits: unknown): bits is Metadata['recordBits'] {
  return bits === 24 || bits === 28 || bits === 32;
}

/**
 * Undefined where the octets hold no marker: the metadata stands at the end. Throws TruncatedError where it is cut or damaged,
 * ImportError where it speaks of a database we do not know.
 */
export function findMetadata(octets: Buffer): Metadata | undefined {
  const start = octets.lastIndexOf(MARKER);
  if (start < 0) return undefined;
  const section = { octets: octets.subarray(start + MARKER.length), spend: () => undefined };
  let fields: Map<string, string | number>;
  try {
    fields = readFields(section, 0, ['node_count', 'record_size', 'ip_version', 'build_epoch']);
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    throw new TruncatedError(`the metadata of the MaxMind database cannot be read: ${error.message}`);
  }
  const nodeCount = fields.get('node_count');
  const recordBits = fields.get('record_size');
  const version = fields.get('ip_version');
  const builtAt = fields.get('build_epoch');
  if (typeof nodeCount !== 'number' || !isRecordBits(recordBits) || (version !== 4 && version !== 6)) {
    throw new ImportError(
      'The metadata of the MaxMind database lacks a node_count, record_size or ip_version we know.',
    );
  }
  return {
    nodeCount,
    recordBits,
    addressBits: version === 4 ? 32 : 128,
    builtAt: typeof builtAt === 'number' ? builtAt : undefined,
    start,
  };
}

export type Network = {
  prefix: string;
  /** Where its record begins in the data. */
  offset: number;
  /** Why there is no record, where the tree is damaged. */
  damage: string | undefined;
};

/** The path from the root as text. Tables of both families keep IPv4 in the lowest 32 bits. */
function toPrefix(path: Uint8Array, depth: number, addressBits: number): string {
  const parts: number[] = [];
  for (let bit = 0; bit < addressBits; bit += 16) {
    let part = 0;
    for (let at = bit; at < bit + 16; at += 1) part = part * 2 + (at < depth ? (path[at] ?? 0) : 0);
    parts.push(part);
  }
  const high = parts.at(-2) ?? 0;
  const low = parts.at(-1) ?? 0;
  if (addressBits === 32) return `${toIpv4Text(high * 65_536 + low)}/${depth}`;
  const isMapped = parts[5] === 0xffff || parts[5] === 0;
  if (depth >= 96 && isMapped && parts.slice(0, 5).every((part) => part === 0)) {
    return `${toIpv4Text(high * 65_536 + low)}/${depth - 96}`;
  }
  return `${new ipaddr.IPv6(parts).toRFC5952String()}/${depth}`;
}

/** `right` is 0 or 1. */
function readRecord(octets: Buffer, node: number, right: number, bits: Metadata['recordBits']): number {
  const at = node * (bits / 4);
  if (bits === 24) return octets.readUIntBE(at + right * 3, 3);
  if (bits === 32) return octets.readUInt32BE(at + right * 4);
  const middle = octets.readUInt8(at + 3);
  return (right === 1 ? middle & 15 : middle >> 4) * 0x100_0000 + octets.readUIntBE(at + right * 4, 3);
}

/** Where the IPv4 part of a tree of both families begins; other places (`::ffff:0:0/96`, `2002::/16`) lead to it again. */
function findIpv4Root(octets: Buffer, { nodeCount, recordBits, addressBits }: Metadata): number {
  let node = 0;
  for (let depth = 0; depth < addressBits - 32 && node < nodeCount; depth += 1) {
    node = readRecord(octets, node, 0, recordBits);
  }
  return node;
}

/** Octets of the data, behind the search tree. Throws ImportError where the tree is larger than the file. */
export function getDataSection(octets: Buffer, { nodeCount, recordBits, start }: Metadata): Buffer {
  const treeOctets = nodeCount * (recordBits / 4);
  if (treeOctets + SEPARATOR_OCTETS > start) {
    throw new ImportError(`The MaxMind database is too short for the ${nodeCount} nodes its metadata speaks of.`);
  }
  return octets.subarray(treeOctets + SEPARATOR_OCTETS, start);
}

/** Every network with a record, in the order of addresses. Time grows with the nodes, memory with the depth. */
export function* walkNetworks(octets: Buffer, metadata: Metadata): Generator<Network> {
  const { nodeCount, recordBits, addressBits } = metadata;
  const dataOctets = getDataSection(octets, metadata).length;
  const ipv4Root = findIpv4Root(octets, metadata);
  const visited = new Uint8Array(nodeCount);
  const path = new Uint8Array(addressBits);
  const open: { record: number; depth: number; bit: number }[] = [];

  const addChildren = (node: number, depth: number) => {
    visited[node] = 1;
    open.push({ record: readRecord(octets, node, 1, recordBits), depth: depth + 1, bit: 1 });
    open.push({ record: readRecord(octets, node, 0, recordBits), depth: depth + 1, bit: 0 });
  };

  if (nodeCount > 0) addChildren(0, 0);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { record, depth, bit } = next;
    path[depth - 1] = bit;
    if (record === nodeCount) continue;
    if (record < nodeCount && visited[record] === 0 && depth < addressBits) {
      addChildren(record, depth);
      continue;
    }
    if (record === ipv4Root && record < nodeCount && record > 0) continue;
    const offset = record - nodeCount - SEPARATOR_OCTETS;
    let damage: string | undefined;
    if (record < nodeCount && depth >= addressBits)
      damage = 'the search tree goes on behind the last bit of an address';
    else if (record < nodeCount) damage = 'the search tree comes to the same node again';
    else if (offset < 0 || offset >= dataOctets) damage = 'the search tree points at a place outside the data';
    yield { prefix: toPrefix(path, depth, addressBits), offset, damage };
  }
}
