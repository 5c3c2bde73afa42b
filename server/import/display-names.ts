/** International names as people read them. */
import { domainToUnicode } from 'node:url';
import { KeyError, normalizeHostName } from '../../shared/keys.ts';

/** The Unicode form of a canonical name with A-labels, if it leads back to the same name; undefined for all others. */
export function findDisplayName(name: string): string | undefined {
  if (!name.includes('xn--')) return undefined;
  const display = domainToUnicode(name);
  try {
    return display !== name && normalizeHostName(display) === name ? display : undefined;
  } catch (error) {
    if (error instanceof KeyError) return undefined;
    throw error;
  }
}
