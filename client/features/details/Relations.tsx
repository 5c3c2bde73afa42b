/** Neighbors by relation with counts, and a button to draw the strongest of each. */
import { Button, Text, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import type { Relation } from '../../../shared/api.ts';
import type { Expansion } from '../../canvas/types.ts';
import { EXPAND_LIMIT } from '../../explorer/selection-commands.ts';
import { describeEdgeType, toPlural } from '../../explorer/words.ts';
import { formatCount, formatCounted } from '../../ui/format.ts';
import { LabelGlyph } from '../../ui/LabelGlyph.tsx';
import { Section } from '../../ui/Section.tsx';
import classes from './details.module.css';
import { type RelationLine, toExpandName, toRelationKey } from './relations.ts';

type RelationsProps = {
  lines: readonly RelationLine[];
  degree: number;
  expansions: readonly Expansion[];
  onExpand: (relation: Relation | undefined) => void;
  onCollapse: () => void;
};

function RelationRow({ line, onExpand }: { line: RelationLine; onExpand: () => void }) {
  const { type, direction, label, count, drawn, expansion } = line;
  const Arrow = direction === 'in' ? IconArrowLeft : IconArrowRight;
  const name = toExpandName(expansion, count, EXPAND_LIMIT);
  const whole = drawn >= count;
  return (
    <li className={classes.relation}>
      <Arrow size={14} aria-label={direction === 'in' ? 'incoming' : 'outgoing'} className={classes.arrow} />
      <div className={classes.relationName}>
        <Tooltip label={describeEdgeType(type)}>
          <Text span size="xs" className={classes.type}>
            {type}
          </Text>
        </Tooltip>
        <span className={classes.ends}>
          <LabelGlyph label={label} size={11} />
          <Text span size="xs" c="dimmed" truncate>
            {toPlural(label)}
          </Text>
        </span>
      </div>
      <Text span size="sm" className={classes.count}>
        {drawn > 0 && !whole ? `${formatCount(drawn)} of ${formatCount(count)}` : formatCount(count)}
      </Text>
      {whole ? (
        <Text span size="xs" c="dimmed" className={classes.drawn}>
          all drawn
        </Text>
      ) : (
        <Button
          size="compact-xs"
          variant="default"
          className={classes.expand}
          onClick={onExpand}
          aria-label={`${name}: ${type} ${direction === 'in' ? 'from' : 'to'} ${toPlural(label)}`}
        >
          {name}
        </Button>
      )}
    </li>
  );
}

export function Relations({ lines, degree, expansions, onExpand, onCollapse }: RelationsProps) {
  const all = expansions.find(({ type, direction, label }) => !type && !direction && !label);
  return (
    <Section
      title="Neighbors"
      aside={
        expansions.length > 0 && (
          <Button size="compact-xs" variant="subtle" onClick={onCollapse}>
            Collapse
          </Button>
        )
      }
    >
      {lines.length === 0 && (
        <Text size="sm" c="dimmed">
          No edge of the database touches this node.
        </Text>
      )}
      <ul className={classes.relations}>
        {lines.map((line) => (
          <RelationRow key={toRelationKey(line)} line={line} onExpand={() => onExpand(line)} />
        ))}
      </ul>
      {lines.length > 1 && (
        <div className={classes.allRelations}>
          <Text size="xs" c="dimmed">
            {all && all.shown < all.total
              ? `${formatCount(all.shown)} of ${formatCount(all.total)} shown`
              : `${formatCounted(degree, 'neighbor')} in all, strongest first`}
          </Text>
          <Button size="compact-xs" variant="default" className={classes.expand} onClick={() => onExpand(undefined)}>
            {toExpandName(all, degree, EXPAND_LIMIT)}
          </Button>
        </div>
      )}
    </Section>
  );
}
