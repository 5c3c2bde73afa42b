/** What was typed or pasted into the search field. */
import type { Relation, SearchAnswer } from '../../../shared/api.ts';
import { formatCount } from '../../ui/format.ts';

/** Commas, semicolons and line breaks part the entries of a list; a space may also stand inside an organization's name. */
export function isList(text: string): boolean {
  return /[,;\n\t]/.test(text.trim());
}

/** An address range: its network is the best hit, and all addresses in it can be drawn. */
export function isCidr(text: string): boolean {
  return /^[\d.:a-f]+\/\d{1,3}$/i.test(text.trim());
}

/** What the hits leave out, if anything; `listed`: how many of a list are shown. */
export function sayLimits(
  { nodes, more }: Pick<SearchAnswer, 'nodes' | 'more'>,
  listed: number | undefined,
): string | undefined {
  const found = formatCount(nodes.length);
  if (listed === undefined) return more ? `The best ${found} are shown; type more to narrow them down.` : undefined;
  const shown = nodes.length > listed ? `${formatCount(listed)} of the ${found} are listed here.` : undefined;
  const cut = more ? `Only the first ${found} were taken; there are more: ask for less at once.` : undefined;
  return [shown, cut].filter(Boolean).join(' ') || undefined;
}

/** A field of one line would swallow the line breaks of a pasted list. */
export function toOneLine(pasted: string): string {
  return pasted
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter(Boolean)
    .join(', ');
}

/** What a hit did in the log, in a few words: `41 clients`, `1,204 names`, else how many neighbors it has. */
export function toActivity(relations: readonly Relation[]): string {
  const sum = (direction: 'in' | 'out') =>
    relations
      .filter((known) => known.type === 'LOOKED_UP' && known.direction === direction)
      .reduce((total, { count }) => total + count, 0);
  const [clients, names] = [sum('in'), sum('out')];
  const degree = relations.reduce((total, { count }) => total + count, 0);
  const said = [
    clients > 0 ? `${formatCount(clients)} ${clients === 1 ? 'client' : 'clients'}` : '',
    names > 0 ? `${formatCount(names)} ${names === 1 ? 'name' : 'names'}` : '',
  ].filter(Boolean);
  return said.length > 0 ? said.join(' · ') : `${formatCount(degree)} ${degree === 1 ? 'neighbor' : 'neighbors'}`;
}
