import { expect, it } from 'vitest';
import tldts from '../../node_modules/tldts/package.json' with { type: 'json' };
import { SUFFIX_LIST_DATE, SUFFIX_LIST_PACKAGE } from '../../shared/suffix-list.ts';

it('the date of the public suffix list is that of the package installed', () => {
  expect(tldts.version).toBe(SUFFIX_LIST_PACKAGE);
  expect(new Date(SUFFIX_LIST_DATE).toISOString()).toBe(SUFFIX_LIST_DATE.replace('Z', '.000Z'));
});
