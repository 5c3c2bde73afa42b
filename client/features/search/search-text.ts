/** What was typed or pasted into the search field. */
import type { Relation } from '../../../shared/api.ts';
import { formatCount } from '../../ui/format.ts';

/** Commas, semicolons and line breaks part the entries of a list; a space may also stand inside an organization's name. */
export function isList(text: string): boolean {
  return /[,;\n\t]/.test(text.trim());
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
