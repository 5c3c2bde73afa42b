import { expect, it } from 'vitest';
import { findDisplayName } from '../../server/import/display-names.ts';
import { normalizeHostName } from '../../shared/keys.ts';

it.each([
  ['münchen.example', 'münchen.example'],
  ['MAIL.Bücher.example', 'mail.bücher.example'],
  ['пример.example', 'пример.example'],
])('%s is shown as people read it', (raw, display) => {
  expect(findDisplayName(normalizeHostName(raw))).toBe(display);
});

it.each(['alpha.example', 'xn--.example', 'xn--a.example', 'xn--zzzzzzzz.example', 'a\\046xn--b.example', '.'])(
  '%s has no other form',
  (name) => {
    expect(findDisplayName(name)).toBeUndefined();
  },
);
