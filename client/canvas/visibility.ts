/** What is on the canvas but kept from view, by "hide" or by the legend. */
import type { Core, EdgeSingular, NodeSingular } from 'cytoscape';
import type { Change } from './changes.ts';
import type { EdgeRecord, NodeRecord } from './elements.ts';

export type HiddenKind = 'hiddenLabels' | 'hiddenTypes';

/** Labels or edge types switched off in the legend, in the order in which they were. */
export function getHiddenNames(cy: Core, kind: HiddenKind): readonly string[] {
  return (cy.data(kind) as string[] | undefined) ?? [];
}

export function planLegendSwitch(cy: Core, kind: HiddenKind, name: string, hidden: boolean): Change[] {
  const before = getHiddenNames(cy, kind);
  if (before.includes(name) === hidden) return [];
  const after = hidden ? [...before, name] : before.filter((other) => other !== name);
  return [{ type: 'set', id: undefined, key: kind, before, after }];
}

export function planHide(cy: Core, ids: readonly string[]): Change[] {
  return ids.flatMap((id) => {
    const element = cy.getElementById(id);
    if (element.empty() || element.data('hidden')) return [];
    return [{ type: 'set' as const, id, key: 'hidden', before: false, after: true }];
  });
}

export function planShowHidden(cy: Core): Change[] {
  const hidden = cy.elements().filter((element) => element.data('hidden') === true);
  return [
    ...hidden.map((element) => ({ type: 'set' as const, id: element.id(), key: 'hidden', before: true, after: false })),
    ...(['hiddenLabels', 'hiddenTypes'] as const).flatMap((kind) =>
      getHiddenNames(cy, kind).length === 0
        ? []
        : [{ type: 'set' as const, id: undefined, key: kind, before: getHiddenNames(cy, kind), after: [] }],
    ),
  ];
}

/** Cytoscape styles an element anew on every toggle, also where nothing changes. */
function setClass(element: NodeSingular | EdgeSingular, name: string, on: boolean): void {
  if (element.hasClass(name) !== on) element.toggleClass(name, on);
}

/** Marks with classes what the style needs to know. Call after every change. */
export function refreshClasses(cy: Core): void {
  const labels = new Set(getHiddenNames(cy, 'hiddenLabels'));
  const types = new Set(getHiddenNames(cy, 'hiddenTypes'));
  const pairs = new Map<string, number>();
  const toPair = ({ source, target }: EdgeRecord): string =>
    source < target ? `${source}\n${target}` : `${target}\n${source}`;
  cy.batch(() => {
    cy.nodes().forEach((node) => {
      const { hidden, label } = node.data() as NodeRecord;
      setClass(node, 'gone', hidden || labels.has(label));
    });
    cy.edges().forEach((edge) => {
      const data = edge.data() as EdgeRecord;
      const gone = data.hidden || types.has(data.type);
      setClass(edge, 'gone', gone);
      if (!gone) pairs.set(toPair(data), (pairs.get(toPair(data)) ?? 0) + 1);
    });
    cy.edges().forEach((edge) => {
      const data = edge.data() as EdgeRecord;
      setClass(edge, 'parallel', data.source === data.target || (pairs.get(toPair(data)) ?? 0) > 1);
    });
    cy.elements('.gone:selected').unselect();
  });
}
