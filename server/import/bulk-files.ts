/** A run as files for `neo4j-admin database import full`: the graph that its batches would make over Bolt. */
import { setImmediate } from 'node:timers/promises';
import { getAddressFamily } from '../../shared/keys.ts';
import { NODE_TYPES, type NodeLabel } from '../../shared/ontology.ts';
import { SUFFIX_LIST_DATE, SUFFIX_LIST_PROVENANCE } from '../../shared/suffix-list.ts';
import type { Batch, FactRow, HostRow, Provenance, SeenFactRow } from '../graph/batch.ts';
import type { BookkeepingNode } from '../graph/read-bookkeeping.ts';
import { findTargetLabel } from '../graph/write-facts.ts';
import {
  createFactRows,
  createLookupRows,
  createSeenRows,
  type EdgeRows,
  LOOKUP_COLUMNS,
  toReference,
  toReferenceColumns,
} from './bulk-edges.ts';
import type { Key } from './counted.ts';
import { type CsvFile, createCsvFile, toCell, toListCell } from './csv-file.ts';
import { findDisplayName } from './display-names.ts';
import type { Run } from './run.ts';

export type BulkFiles = {
  /** What the tool is told, with files named as they are in the folder. */
  args: string[];
  batches: number;
  nodes: number;
  edges: number;
  /** Lists without elements, as `TYPE.property`: the tool cannot write them. */
  emptyLists: string[];
};

type Files = {
  create(name: string, header?: string): CsvFile;
  args: string[];
  /** Files with a cell of several lines. */
  multiline: Set<string>;
  closeAll(): void;
};

function createFiles(folder: string): Files {
  const open: CsvFile[] = [];
  const args: string[] = [];
  const multiline = new Set<string>();
  return {
    args,
    multiline,
    create(name, header) {
      const file = createCsvFile(folder, name, header);
      open.push(file);
      return file;
    },
    closeAll() {
      for (const file of open.splice(0)) file.close();
    },
  };
}

/** Labels of host names beside their own, which edges of the run give them. */
function findHostLabels(run: Run): Map<Key, string> {
  const labels = new Map<Key, string>();
  for (const { type, to, rows } of run.facts) {
    const label = findTargetLabel({ edge: type, to });
    if (label !== undefined && to === 'HostName') for (const { target } of rows) labels.set(target, label);
  }
  return labels;
}

function createNodeFile(files: Files, label: NodeLabel): (key: Key) => void {
  const { key, keyType, extraLabels, properties } = NODE_TYPES[label];
  const hasFamily = 'af' in properties;
  const name = `nodes-${label}.csv`;
  const id = keyType === 'integer' ? `:ID(${label}),${key}:long` : `${key}:ID(${label})`;
  const file = files.create(name, hasFamily ? `${id},af:long` : id);
  files.args.push(`--nodes=${[label, ...extraLabels.always].join(':')}=${name}`);
  return (value) => {
    if (typeof value === 'string' && /[\r\n]/.test(value)) files.multiline.add(name);
    const cell = toCell(String(value));
    const cells = keyType === 'integer' ? `${cell},${cell}` : cell;
    file.write(hasFamily ? `${cells},${getAddressFamily(String(value))}` : cells);
  };
}

/** Domains are written at the end, each once: names of hosts in ascending order do not keep those of a domain together. */
function createHostFiles(files: Files, run: Run, fetchedAt: string) {
  const labels = findHostLabels(run);
  const domains = new Map<string, string | undefined>();
  const hosts = files.create(
    'nodes-HostName.csv',
    labels.size > 0 ? 'name:ID(HostName),display,:LABEL' : 'name:ID(HostName),display',
  );
  const reference = toReferenceColumns({
    ...SUFFIX_LIST_PROVENANCE,
    reference_time_modification: SUFFIX_LIST_DATE,
    reference_time_fetch: fetchedAt,
  });
  const joins = files.create('edges-domains.csv', `:START_ID(HostName),:END_ID(DomainName),${reference.header}`);
  files.args.push('--nodes=HostName:_Stale=nodes-HostName.csv', '--relationships=PART_OF=edges-domains.csv');
  return {
    domains,
    /** Answers how many edges the host name has brought. */
    write({ name, display, domain, domainDisplay }: HostRow): number {
      const cell = toCell(name);
      const shown = display === undefined ? '' : toCell(display);
      hosts.write(labels.size > 0 ? `${cell},${shown},${labels.get(name) ?? ''}` : `${cell},${shown}`);
      if (domain === undefined) return 0;
      domains.set(domain, domainDisplay);
      joins.write(`${cell},${toCell(domain)},${reference.cells}`);
      return 1;
    },
  };
}

type FactBatch = Extract<Batch, { type: 'facts' | 'seen-facts' }>;

/** One file per set of edges; what its columns are is known, and written beside it, when it is complete. */
function createFactFiles(files: Files, provenance: Provenance, empty: Set<string>) {
  const reference = toReferenceColumns(toReference(provenance));
  const headers: (() => void)[] = [];
  const writers = new Map<string, (row: FactRow | SeenFactRow) => void>();

  function open({ edge, from, to }: FactBatch, name: string, { toHeader, toRow }: EdgeRows<FactRow & SeenFactRow>) {
    const file = files.create(`${name}.csv`);
    files.args.push(`--relationships=${edge}=${name}.header.csv,${name}.csv`);
    headers.push(() => {
      const own = [`:START_ID(${from}),:END_ID(${to})`, toHeader(), reference.header];
      files.create(`${name}.header.csv`, own.filter((part) => part !== '').join(','));
    });
    return (row: FactRow | SeenFactRow) => {
      const own = toRow(row as FactRow & SeenFactRow);
      const ends = `${toCell(String(row.source))},${toCell(String(row.target))}`;
      if (/[\r\n]/.test(ends) || /[\r\n]/.test(own)) files.multiline.add(`${name}.csv`);
      file.write(toHeader() === '' ? `${ends},${reference.cells}` : `${ends},${own},${reference.cells}`);
    };
  }

  return {
    write(batch: FactBatch): void {
      const name = `edges-${batch.edge}-${batch.from}-${batch.to}-${batch.type}`;
      let write = writers.get(name);
      if (!write) {
        const rows = batch.type === 'facts' ? createFactRows(batch.edge) : createSeenRows(batch.edge, empty);
        write = open(batch, name, rows);
        writers.set(name, write);
      }
      for (const row of batch.rows) write(row);
    },
    writeHeaders(): void {
      for (const write of headers) write();
    },
  };
}

export type BulkOptions = {
  provenance: Provenance;
  /** Called before each batch with the rows written so far; throws to stop. */
  onBatch(rows: number): void;
};

/** Takes the phases of the run, as a write over Bolt would, and writes all their batches into the folder. */
export async function writeBulkFiles(
  folder: string,
  run: Run,
  phases: Iterable<Batch>[],
  { provenance, onBatch }: BulkOptions,
): Promise<BulkFiles> {
  const files = createFiles(folder);
  const empty = new Set<string>();
  const figures = { batches: 0, nodes: 0, edges: 0 };
  let rows = 0;
  try {
    const hosts = createHostFiles(files, run, provenance.fetchedAt);
    const facts = createFactFiles(files, provenance, empty);
    const reference = toReferenceColumns(toReference(provenance));
    const lookups = files.create('edges-LOOKED_UP.csv', `${LOOKUP_COLUMNS},${reference.header}`);
    files.args.push('--relationships=LOOKED_UP=edges-LOOKED_UP.csv');
    const toLookup = createLookupRows(empty);
    const nodes = new Map<NodeLabel, (key: Key) => void>();
    const getNodeFile = (label: NodeLabel) => {
      const write = nodes.get(label) ?? createNodeFile(files, label);
      nodes.set(label, write);
      return write;
    };

    const writeBatch = (batch: Batch): void => {
      switch (batch.type) {
        case 'hosts':
          for (const row of batch.rows) figures.edges += hosts.write(row);
          figures.nodes += batch.rows.length;
          return;
        case 'nodes':
          if (batch.label === 'DomainName') {
            for (const key of batch.rows) hosts.domains.set(String(key), findDisplayName(String(key)));
            return;
          }
          for (const key of batch.rows) getNodeFile(batch.label)(key);
          figures.nodes += batch.rows.length;
          return;
        case 'lookups':
          for (const row of batch.rows) lookups.write(`${toLookup(row)},${reference.cells}`);
          figures.edges += batch.rows.length;
          return;
        case 'facts':
        case 'seen-facts':
          facts.write(batch);
          figures.edges += batch.rows.length;
          return;
        case 'lone-nodes':
        case 'addresses':
          throw new Error('Nodes without edges and prefixes are joined over Bolt.');
      }
    };

    for (const phase of phases) {
      for (const batch of phase) {
        onBatch(rows);
        writeBatch(batch);
        figures.batches += 1;
        rows += batch.rows.length;
        // The lease has to be renewed meanwhile.
        await setImmediate();
      }
    }
    const domains = files.create('nodes-DomainName.csv', 'name:ID(DomainName),display');
    files.args.push('--nodes=DomainName=nodes-DomainName.csv');
    for (const [domain, display] of hosts.domains) {
      domains.write(`${toCell(domain)},${display === undefined ? '' : toCell(display)}`);
    }
    figures.nodes += hosts.domains.size;
    // Edges name their ends by these, even where a run has none.
    getNodeFile('IP');
    facts.writeHeaders();
  } finally {
    files.closeAll();
  }
  const options = [`--array-delimiter=U+001F`];
  if (files.multiline.size > 0) {
    options.push('--multiline-fields-format=v2', `--multiline-fields=${[...files.multiline].join(',')}`);
  }
  return { args: [...files.args, ...options], ...figures, emptyLists: [...empty].sort() };
}

/** Nodes of their own files, because each has its own properties. Answers what the tool is told beside the rest. */
export function writeBookkeepingFiles(folder: string, nodes: readonly BookkeepingNode[]): string[] {
  return nodes.map(({ labels, properties }, at) => {
    const name = `bookkeeping-${at}.csv`;
    const header = [...properties].map(([property, { type }]) => `${property}:${type}`).join(',');
    const file = createCsvFile(folder, name, header);
    const cells = [...properties.values()].map(({ value }) => {
      return typeof value === 'string' ? toCell(value) : toListCell(value);
    });
    file.write(cells.join(','));
    file.close();
    if (cells.some((cell) => /[\r\n]/.test(cell))) throw new Error('The bookkeeping holds text of several lines.');
    return `--nodes=${labels.join(':')}=${name}`;
  });
}
