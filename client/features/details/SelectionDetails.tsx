/** Several elements: how many of each, and what can be done with them. */
import { Button, Text } from '@mantine/core';
import type { Canvas, Selection } from '../../canvas/types.ts';
import type { CommandContext } from '../../explorer/command.ts';
import { getCommand, getName, runCommand } from '../../explorer/commands.ts';
import { getLabel, toCounted } from '../../explorer/words.ts';
import { formatCount, formatCounted } from '../../ui/format.ts';
import { LabelGlyph } from '../../ui/LabelGlyph.tsx';
import { NodeChip } from '../../ui/NodeChip.tsx';
import { Section } from '../../ui/Section.tsx';
import classes from './details.module.css';

const ACTS = ['paths', 'join', 'expand', 'select-neighbors', 'fit-selected', 'keep', 'hide', 'remove', 'copy'];
/** A longer list than this is no overview; the table is. */
const LISTED = 30;

function countBy<T>(items: readonly T[], toName: (item: T) => string): [string, number][] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(toName(item), (counts.get(toName(item)) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

type SelectionDetailsProps = { selection: Selection; canvas: Canvas; context: CommandContext };

export function SelectionDetails({ selection, canvas, context }: SelectionDetailsProps) {
  const nodes = selection.nodes.flatMap((id) => canvas.getNode(id) ?? []);
  const edges = selection.edges.flatMap((id) => canvas.getEdge(id) ?? []);
  const parts = [
    nodes.length > 0 ? formatCounted(nodes.length, 'node') : '',
    edges.length > 0 ? formatCounted(edges.length, 'edge') : '',
  ];
  return (
    <>
      <header className={classes.title}>
        <Text size="sm" c="dimmed">
          Selected
        </Text>
        <Text component="h2" className={classes.key}>
          {parts.filter(Boolean).join(' and ')}
        </Text>
        {countBy(nodes, getLabel).map(([label, count]) => (
          <div key={label} className={classes.ends}>
            <LabelGlyph label={label} />
            <Text size="sm">{toCounted(count, label)}</Text>
          </div>
        ))}
        {countBy(edges, (edge) => edge.type).map(([type, count]) => (
          <Text key={type} size="sm">
            {formatCount(count)} {type}
          </Text>
        ))}
      </header>
      <Section title="Acts">
        <div className={classes.acts}>
          {ACTS.map(getCommand)
            .filter((command) => command.when(context))
            .map((command) => (
              <Button key={command.id} variant="default" size="compact-sm" onClick={() => runCommand(command, context)}>
                {getName(command, context)}
              </Button>
            ))}
        </div>
      </Section>
      {nodes.length > 0 && (
        <Section title="Nodes">
          <div className={classes.list}>
            {nodes.slice(0, LISTED).map((node) => (
              <NodeChip key={node.id} node={node} onOpen={(id) => canvas.select({ nodes: [id], edges: [] })} />
            ))}
          </div>
          {nodes.length > LISTED && (
            <Text size="xs" c="dimmed">
              and {formatCount(nodes.length - LISTED)} more
            </Text>
          )}
        </Section>
      )}
    </>
  );
}
