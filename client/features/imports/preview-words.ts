/** Sentences about the beginning of a file. */
import type { Preview } from '../../../shared/api-imports.ts';
import { formatCounted } from '../../ui/format.ts';
import { toReasons } from './import-facts.ts';

/** `The first 2,310 rows: 2,290 accepted, 20 left out (no name)`. */
export function sayJudged({ read, accepted, leftOut, rejected, whole, problem }: Preview): string {
  if (problem !== undefined) return 'nothing read yet';
  const out = toReasons(leftOut).map(({ reason, count }) => `${formatCounted(count, 'row')} left out: ${reason}`);
  const facts = [
    `${formatCounted(accepted, 'row')} accepted`,
    ...out,
    ...(rejected > 0 ? [`${formatCounted(rejected, 'row')} rejected`] : []),
  ];
  return `${whole ? 'All' : 'The first'} ${formatCounted(read, 'row')}: ${facts.join(', ')}`;
}

/** Without what only the command can do about it: the form has fields for that. */
export function toProblemText(problem: string): string {
  return problem.replace(/[;:] say --.*$/s, '.');
}
