import { describe, expect, test } from 'vitest';
import { isCidr, isList, sayLimits, toOneLine } from '../../client/features/search/search-text.ts';
import type { GraphNode } from '../../shared/graph.ts';

describe('what was typed', () => {
  test.each([
    ['mail.tower.example', { list: false, cidr: false }],
    ['Example Harbor Bank', { list: false, cidr: false }],
    ['198.51.100.0/24', { list: false, cidr: true }],
    [' 2001:DB8::/32 ', { list: false, cidr: true }],
    ['198.51.100.0/24, AS64500', { list: true, cidr: false }],
    ['a.example\nb.example', { list: true, cidr: false }],
    ['either/or', { list: false, cidr: false }],
  ])('%j', (text, { list, cidr }) => {
    expect({ list: isList(text), cidr: isCidr(text) }).toEqual({ list, cidr });
  });

  test('lines become one', () => {
    expect(toOneLine('a.example\r\n\r\n  b.example \n')).toBe('a.example, b.example');
  });
});

describe('sayLimits', () => {
  const nodes = (count: number): GraphNode[] =>
    Array.from({ length: count }, (_, index) => ({ id: `AS:${index}`, labels: ['AS'], properties: {} }));

  test.each<[string, number, boolean, number | undefined, string | undefined]>([
    ['all hits', 3, false, undefined, undefined],
    ['the best hits', 12, true, undefined, 'The best 12 are shown; type more to narrow them down.'],
    ['a whole list', 50, false, 50, undefined],
    ['a longer list', 80, false, 50, '50 of the 80 are listed here.'],
    [
      'more than one call answers',
      500,
      true,
      50,
      '50 of the 500 are listed here. Only the first 500 were taken; there are more: ask for less at once.',
    ],
  ])('%s', (_, count, more, listed, said) => {
    expect(sayLimits({ nodes: nodes(count), more }, listed)).toBe(said);
  });
});
