/** A node on one line: glyph of its label and its caption; a button where it can be opened. */
import type { GraphNode } from '../../shared/graph.ts';
import { getPrimaryLabel } from '../../shared/ontology.ts';
import { LabelGlyph } from './LabelGlyph.tsx';
import classes from './NodeChip.module.css';
import { toCaption } from './node-caption.ts';

type NodeChipProps = { node: GraphNode; onOpen?: ((id: string) => void) | undefined };

/** Plain elements only: a table of results draws hundreds of them while it scrolls. */
export function NodeChip({ node, onOpen }: NodeChipProps) {
  const label = getPrimaryLabel(node.labels);
  const caption = toCaption(node);
  const content = (
    <>
      <LabelGlyph label={label} />
      <span className={classes.caption}>{caption}</span>
    </>
  );
  const title = `${label} ${caption}`;
  if (!onOpen) {
    return (
      <span className={classes.chip} title={title}>
        {content}
      </span>
    );
  }
  return (
    <button
      type="button"
      className={classes.chip}
      title={title}
      aria-label={`Open ${title}`}
      onClick={() => onOpen(node.id)}
    >
      {content}
    </button>
  );
}
