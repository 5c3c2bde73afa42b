/** Writes small MaxMind databases, whole and damaged. */
import ipaddr from 'ipaddr.js';

type Fields = Readonly<Record<string, string | number>>;

export type MmdbContent = {
  /** Prefixes with their fields, or with the octets of a record; IPv4 goes into the lowest 32 bits of IPv6. */
  networks: readonly (readonly [string, Fields | Buffer])[];
  /** Prefixes that lead to the IPv4 part again, as `2002::/16` does. */
  aliases?: readonly string[];
  /** Overrides the metadata's fields. */
  metadata?: Fields;
};

const NODE_OCTETS = 6;

export function encodeText(text: string): Buffer {
  const octets = Buffer.from(text);
  const head = octets.length < 29 ? [(2 << 5) | octets.length] : [(2 << 5) | 29, octets.length - 29];
  return Buffer.concat([Buffer.from(head), octets]);
}

function encodeNumber(value: number): Buffer {
  const octets = Buffer.alloc(5, (6 << 5) | 4);
  octets.writeUInt32BE(value, 1);
  return octets;
}

export function encodeMap(fields: Fields): Buffer {
  const members = Object.entries(fields).flatMap(([key, value]) => {
    return [encodeText(key), typeof value === 'number' ? encodeNumber(value) : encodeText(value)];
  });
  return Buffer.concat([Buffer.from([(7 << 5) | (members.length / 2)]), ...members]);
}

/** A pointer to an offset below 2,048. */
export function encodePointer(offset: number): Buffer {
  return Buffer.from([(1 << 5) | (offset >> 8), offset & 255]);
}

function toBits(prefix: string): number[] {
  const [address, length] = ipaddr.parseCIDR(prefix);
  const octets = address.toByteArray();
  const whole = octets.length === 4 ? [...Array(12).fill(0), ...octets] : octets;
  const bits = whole.flatMap((octet) => Array.from({ length: 8 }, (_, at) => (octet >> (7 - at)) & 1));
  return bits.slice(0, octets.length === 4 ? 96 + length : length);
}

export function buildMmdb({ networks, aliases = [], metadata = {} }: MmdbContent): Buffer {
  /** A node's records: a node's number, undefined for nothing, or a place in the data as a negative number. */
  const nodes: (number | undefined)[][] = [[undefined, undefined]];
  const walk = (bits: readonly number[]): number => {
    let node = 0;
    for (const bit of bits) {
      const next = nodes[node]?.[bit] ?? nodes.push([undefined, undefined]) - 1;
      (nodes[node] as number[])[bit] = next;
      node = next;
    }
    return node;
  };
  const put = (prefix: string, record: number) => {
    const bits = toBits(prefix);
    (nodes[walk(bits.slice(0, -1))] as number[])[bits.at(-1) ?? 0] = record;
  };
  const records = networks.map(([, data]) => (Buffer.isBuffer(data) ? data : encodeMap(data)));
  let offset = 0;
  for (const [at, [prefix]] of networks.entries()) {
    put(prefix, -1 - offset);
    offset += records[at]?.length ?? 0;
  }
  for (const prefix of aliases) put(prefix, walk(Array(96).fill(0)));
  const tree = Buffer.alloc(nodes.length * NODE_OCTETS);
  for (const [node, children] of nodes.entries()) {
    for (const [side, child = nodes.length] of children.entries()) {
      const record = child < 0 ? nodes.length + 16 - 1 - child : child;
      tree.writeUIntBE(record, node * NODE_OCTETS + side * 3, 3);
    }
  }
  const described = { node_count: nodes.length, record_size: 24, ip_version: 6, build_epoch: 1_772_323_200 };
  return Buffer.concat([
    tree,
    Buffer.alloc(16),
    ...records,
    Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'),
    encodeMap({ ...described, ...metadata }),
  ]);
}
