/** The organization a jCard (RFC 7095) names, and never a person. */
import { RecordError } from './record.ts';

/** What registers write in place of a name they do not give. */
const REDACTED = /redacted|not disclosed|data protected|statutory masking|gdpr masked|non-public data|private person/i;
const MAX_NAME = 1000;

export type CardHolder = { type: 'organization'; name: string } | { type: 'person' } | { type: 'redacted' };

/** Throws RecordError where the array is no jCard. */
function parseProperties(card: unknown): unknown[][] {
  const [label, properties] = Array.isArray(card) ? card : [];
  if (label !== 'vcard' || !Array.isArray(properties)) throw new RecordError('a vcardArray that is no jCard');
  for (const property of properties) {
    const isProperty = Array.isArray(property) && property.length >= 4 && typeof property[0] === 'string';
    if (!isProperty) throw new RecordError('a jCard with a property that has no name, parameters, type and value');
  }
  return properties as unknown[][];
}

/** The first text of a property; of a structured value (organization, unit, …) the first part. */
function findText(properties: readonly unknown[][], name: string): string {
  for (const [found, , , value] of properties) {
    if (String(found).toLowerCase() !== name) continue;
    const first: unknown = Array.isArray(value) ? value[0] : value;
    const text = typeof first === 'string' ? first.trim().normalize('NFC') : '';
    if (text !== '') return text;
  }
  return '';
}

/** Judges by `org`, else by `fn` of a card whose `kind` is `org`: a card that says no kind is a person's (RFC 6350 §6.1.4). */
export function findCardHolder(card: unknown): CardHolder {
  const properties = parseProperties(card);
  const kind = findText(properties, 'kind').toLowerCase();
  const formattedName = findText(properties, 'fn');
  const organization = findText(properties, 'org');
  const isOwnName = kind === 'individual' && organization.toLowerCase() === formattedName.toLowerCase();
  const name = organization !== '' && !isOwnName ? organization : kind === 'org' ? formattedName : '';
  if (name === '') return { type: REDACTED.test(formattedName) ? 'redacted' : 'person' };
  if (name.length > MAX_NAME) throw new RecordError('an organization with a name of more than 1,000 characters');
  return REDACTED.test(name) ? { type: 'redacted' } : { type: 'organization', name };
}
