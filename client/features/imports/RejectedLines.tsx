/** Lines of the beginning that cannot be read, each with the reason. */
import { Text } from '@mantine/core';
import type { Preview } from '../../../shared/api-imports.ts';
import { formatCount, formatCounted } from '../../ui/format.ts';
import classes from './imports.module.css';

export function RejectedLines({ preview: { rejected, rejectedLines } }: { preview: Preview }) {
  if (rejected === 0) return null;
  return (
    <details className={classes.gaps}>
      <summary>{formatCounted(rejected, 'row')} of the beginning cannot be read</summary>
      <ul>
        {rejectedLines.map(({ line, reason, text }) => (
          <li key={line}>
            Line {formatCount(line)}: {reason}
            <Text component="code" className={classes.line}>
              {text}
            </Text>
          </li>
        ))}
        {rejected > rejectedLines.length && <li>and {formatCount(rejected - rejectedLines.length)} more</li>}
      </ul>
    </details>
  );
}
