import { Combobox, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { GraphNode } from '../../../shared/graph.ts';
import { getPrimaryLabel } from '../../../shared/ontology.ts';
import { api } from '../../api.ts';
import { LabelGlyph } from '../../ui/LabelGlyph.tsx';
import { toCaption } from '../../ui/node-caption.ts';
import classes from './search.module.css';
import { toActivity } from './search-text.ts';

/** One hit: what it is, how it is called, and how much it did. */
export function SearchHit({ node }: { node: GraphNode }) {
  const details = useQuery({ queryKey: ['node', node.id], queryFn: ({ signal }) => api.node(node.id, signal) });
  const label = getPrimaryLabel(node.labels);
  return (
    <Combobox.Option value={node.id} className={classes.hit}>
      <LabelGlyph label={label} />
      <Text span size="sm" className={classes.caption} title={toCaption(node)}>
        {toCaption(node)}
      </Text>
      <Text span size="xs" className={classes.activity}>
        {label}
        {details.data ? ` · ${toActivity(details.data.relations)}` : ''}
      </Text>
    </Combobox.Option>
  );
}
