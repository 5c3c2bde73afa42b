/** A node on one line: glyph of its label and its caption; a button where it can be opened. */
import { Tooltip, UnstyledButton } from '@mantine/core';
import type { GraphNode } from '../../shared/graph.ts';
import { getPrimaryLabel } from '../../shared/ontology.ts';
import { LabelGlyph } from './LabelGlyph.tsx';
import classes from './NodeChip.module.css';
import { toCaption } from './node-caption.ts';

type NodeChipProps = { node: GraphNode; onOpen?: ((id: string) => void) | undefined };

export function NodeChip({ node, onOpen }: NodeChipProps) {
  const label = getPrimaryLabel(node.labels);
  const caption = toCaption(node);
  const content = (
    <>
      <LabelGlyph label={label} />
      <span className={classes.caption}>{caption}</span>
    </>
  );
  if (!onOpen) return <span className={classes.chip}>{content}</span>;
  return (
    <Tooltip label={`${label} ${caption}`} openDelay={600}>
      <UnstyledButton
        className={classes.chip}
        data-clickable
        aria-label={`Open ${label} ${caption}`}
        onClick={() => onOpen(node.id)}
      >
        {content}
      </UnstyledButton>
    </Tooltip>
  );
}
