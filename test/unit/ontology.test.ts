import { describe, expect, it } from 'vitest';
import { getKeyProperty } from '../../shared/keys.ts';
import {
  EDGE_TYPE_NAMES,
  EDGE_TYPES,
  type EdgeType,
  getPrimaryLabel,
  isEdgeTypeName,
  isNodeLabel,
  NODE_LABELS,
  NODE_TYPES,
  type NodeType,
} from '../../shared/ontology.ts';
import { PROVENANCE } from '../../shared/provenance.ts';

const nodeTypes: [string, NodeType][] = Object.entries(NODE_TYPES);
const edgeTypes: [string, EdgeType][] = Object.entries(EDGE_TYPES);

/** WCAG 2.2: relative luminance of `#rrggbb`. */
function getLuminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((i) => {
    const part = Number.parseInt(color.slice(i, i + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function getContrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [getLuminance(one), getLuminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(nodeTypes)('%s', (label, type) => {
  it('is written and described as the rules say', () => {
    expect(label).toMatch(/^[A-Z][A-Za-z]*$/);
    expect(type.key).toMatch(/^[a-z][a-z_]*$/);
    expect(type.properties).not.toHaveProperty(type.key);
    expect(type.plural).toMatch(/^[A-Za-z ]+$/);
    expect(type.description).toMatch(/^[A-Z].*\.$/);
  });

  it('takes no name of another label for an extra one', () => {
    for (const extra of [...type.extraLabels.always, ...type.extraLabels.maybe]) {
      expect(extra).toMatch(/^[A-Z][A-Za-z]*$/);
      expect(NODE_LABELS).not.toContain(extra);
    }
  });

  it('is an end of some edge', () => {
    expect(edgeTypes.some(([, edge]) => edge.ends.some((ends) => ends.some((end) => end === label)))).toBe(true);
  });

  it('can be told from the paper', () => {
    expect(type.appearance.color.light).toMatch(/^#[0-9a-f]{6}$/);
    expect(type.appearance.color.dark).toMatch(/^#[0-9a-f]{6}$/);
    expect(getContrast(type.appearance.color.light, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    expect(getContrast(type.appearance.color.dark, '#242424')).toBeGreaterThanOrEqual(4.5);
  });
});

describe.each(edgeTypes)('%s', (name, type) => {
  it('is written and described as the rules say', () => {
    expect(name).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    expect(type.description).toMatch(/^[A-Z].*\.$/);
    for (const property of Object.keys(type.properties)) expect(property).toMatch(/^[a-z][a-z_]*$/);
  });

  it('joins labels that exist, each pair once', () => {
    expect(type.ends.length).toBeGreaterThan(0);
    for (const end of type.ends.flat()) expect(NODE_LABELS).toContain(end);
    expect(new Set(type.ends.map(String)).size).toBe(type.ends.length);
  });

  it('leaves the provenance to the provenance', () => {
    for (const property of Object.keys(PROVENANCE)) expect(type.properties).not.toHaveProperty(property);
  });

  it('draws dashes and gaps in pairs', () => {
    expect(type.dash.length % 2).toBe(0);
    for (const length of type.dash) expect(length).toBeGreaterThan(0);
    expect(type.dash.length === 0).toBe(type.kind === 'lookup');
  });
});

describe('the table', () => {
  it.each([
    [
      'shape',
      nodeTypes.map(([, type]) => `${type.appearance.shape} ${type.appearance.keyInside ? 'with its key' : ''}`),
    ],
    ['light colour', nodeTypes.map(([, type]) => type.appearance.color.light)],
    ['dark colour', nodeTypes.map(([, type]) => type.appearance.color.dark)],
    ['plural', nodeTypes.map(([, type]) => type.plural)],
    ['dash', edgeTypes.map(([, type]) => type.dash.join(' '))],
  ])('gives no %s twice', (_, values) => {
    expect(new Set(values).size).toBe(values.length);
  });

  it('has one type for lookups', () => {
    expect(edgeTypes.filter(([, type]) => type.kind === 'lookup').map(([name]) => name)).toEqual(['LOOKED_UP']);
  });

  it('knows its own names and no others', () => {
    for (const label of NODE_LABELS)
      expect([isNodeLabel(label), getKeyProperty(label)]).toEqual([true, NODE_TYPES[label].key]);
    for (const type of EDGE_TYPE_NAMES) expect(isEdgeTypeName(type)).toBe(true);
    for (const other of ['', 'Facility', 'hostname', 'toString', 'constructor', '__proto__']) {
      expect([isNodeLabel(other), isEdgeTypeName(other)]).toEqual([false, false]);
    }
  });

  it.each([
    [['HostName'], 'HostName'],
    [['AuthoritativeNameServer', 'HostName'], 'HostName'],
    [['Prefix', 'BGPPrefix'], 'BGPPrefix'],
    [['Resolver', 'IP'], 'IP'],
    [['Facility', 'Building'], 'Facility'],
    [[], ''],
  ])('calls a node with the labels %j a "%s"', (labels, primary) => {
    expect(getPrimaryLabel(labels)).toBe(primary);
  });
});
