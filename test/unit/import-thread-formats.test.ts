import { expect, it } from 'vitest';
import { FORMATS } from '../../server/import/formats.ts';
import { THREAD_FORMATS } from '../../server/import/thread-formats.ts';

it('threads know every format whose lines are judged one by one, and no other', () => {
  const independent = FORMATS.filter((format) => 'independent' in format && format.independent);
  expect([...THREAD_FORMATS].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
    [...independent].sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
});
