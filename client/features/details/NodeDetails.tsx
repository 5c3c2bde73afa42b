/** One node: what it is, what it did, whom it touches. */
import { Badge, Group, Skeleton, Stack, Text, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Relation } from '../../../shared/api.ts';
import { isNodeLabel, NODE_TYPES } from '../../../shared/ontology.ts';
import { api } from '../../api.ts';
import type { Canvas } from '../../canvas/types.ts';
import type { Explorer } from '../../explorer/explorer.ts';
import { EXPAND_LIMIT } from '../../explorer/selection-commands.ts';
import { describeLabel, getLabel } from '../../explorer/words.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { LabelGlyph } from '../../ui/LabelGlyph.tsx';
import { toCaption } from '../../ui/node-caption.ts';
import { Section } from '../../ui/Section.tsx';
import { ActivitySection } from './ActivitySection.tsx';
import classes from './details.module.css';
import { Properties } from './Properties.tsx';
import { Relations } from './Relations.tsx';
import { toRelationLines } from './relations.ts';

type NodeDetailsProps = { id: string; canvas: Canvas; explorer: Explorer; timezone: string };

/** Whose lookups a node has, by its relations: a name is asked for by clients, a client asks for names. */
function findOthers(relations: readonly Relation[]): 'client' | 'name' | undefined {
  const lookups = relations.filter((relation) => relation.type === 'LOOKED_UP');
  if (lookups.length === 0) return undefined;
  return lookups.some((relation) => relation.direction === 'in') ? 'client' : 'name';
}

export function NodeDetails({ id, canvas, explorer, timezone }: NodeDetailsProps) {
  const drawn = canvas.getNode(id);
  const details = useQuery({ queryKey: ['node', id], queryFn: ({ signal }) => api.node(id, signal) });
  const node = details.data?.node ?? drawn;
  if (!node) return null;
  const label = getLabel(node);
  const key = isNodeLabel(label) ? NODE_TYPES[label].key : undefined;
  const rest = Object.keys(node.properties).filter((name) => name !== key);
  const others = details.data ? findOthers(details.data.relations) : undefined;

  return (
    <>
      <header className={classes.title}>
        <Group gap={6}>
          <LabelGlyph label={label} size={14} />
          <Tooltip label={describeLabel(label)}>
            <Text span size="sm" c="dimmed">
              {label}
            </Text>
          </Tooltip>
          {node.labels
            .filter((other) => other !== label)
            .map((other) => (
              <Badge key={other} size="sm" variant="default" tt="none">
                {other}
              </Badge>
            ))}
        </Group>
        <Group gap={4} wrap="nowrap" align="flex-start">
          <Text component="h2" className={classes.key}>
            {toCaption(node)}
          </Text>
          <CopyButton text={toCaption(node)} what="the key" />
        </Group>
      </header>
      {details.isError && (
        <div className={classes.notice}>
          <FailureNotice
            title="The details could not be read"
            error={details.error}
            onRetry={() => void details.refetch()}
          />
        </div>
      )}
      {details.isPending && (
        <Stack gap="xs" p="sm" aria-label="Reading the details">
          <Skeleton height={14} width="70%" />
          <Skeleton height={60} />
        </Stack>
      )}
      {others && <ActivitySection id={id} others={others} timezone={timezone} />}
      {details.data && (
        <Relations
          lines={toRelationLines(canvas, id, details.data.relations)}
          degree={details.data.degree}
          expansions={canvas.getExpansions(id)}
          onExpand={(relation) =>
            void explorer.perform({
              type: 'expand',
              node: id,
              limit: EXPAND_LIMIT,
              ...(relation ? { edge: relation.type, direction: relation.direction, label: relation.label } : {}),
            })
          }
          onCollapse={() => void explorer.perform({ type: 'collapse', node: id })}
        />
      )}
      {rest.length > 0 && (
        <Section title="Properties">
          <Properties properties={node.properties} without={key ? [key] : []} timezone={timezone} />
        </Section>
      )}
    </>
  );
}
