/** What is selected, in full. */
import { Text } from '@mantine/core';
import type { CommandContext } from '../../explorer/command.ts';
import { EdgeDetails } from './EdgeDetails.tsx';
import { NodeDetails } from './NodeDetails.tsx';
import { SelectionDetails } from './SelectionDetails.tsx';

export function DetailsPanel({ context, timezone }: { context: CommandContext; timezone: string }) {
  const { canvas, explorer, state } = context;
  const { nodes, edges } = state.selection;
  const [node, edge] = [nodes[0], edges[0]];
  if (nodes.length + edges.length > 1)
    return <SelectionDetails selection={state.selection} canvas={canvas} context={context} />;
  if (node) return <NodeDetails key={node} id={node} canvas={canvas} explorer={explorer} timezone={timezone} />;
  if (edge) return <EdgeDetails key={edge} id={edge} canvas={canvas} timezone={timezone} />;
  return (
    <Text size="sm" c="dimmed" p="md">
      Select a node or an edge to see what it is, what it did and where that is known from. Shift and drag selects
      several.
    </Text>
  );
}
