import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Act,
  EMPTY_VIEW,
  LAYOUT_NAMES,
  PANELS,
  parseFragment,
  toFragment,
  type View,
} from '../../client/url-state.ts';
import type { PropertyValue } from '../../shared/graph.ts';

const text = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });
const ids = fc.array(text, { minLength: 1, maxLength: 4 });
const name = fc.stringMatching(/^[A-Za-z_]\w{0,9}$/);
const value = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.integer(), { maxLength: 3 }),
);
const params = fc
  .array(fc.tuple(name, value), { maxLength: 3 })
  .map((entries) => Object.fromEntries(entries) as Record<string, PropertyValue>);
const limit = fc.integer({ min: 1, max: 10_000 });

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ type: fc.constant('show' as const), ids }),
  fc.record(
    {
      type: fc.constant('expand' as const),
      node: text,
      limit: fc.integer({ min: 1, max: 1000 }),
      edge: text,
      direction: fc.constantFrom('in' as const, 'out' as const),
      label: text,
    },
    { requiredKeys: ['type', 'node', 'limit'] },
  ),
  fc.record({ type: fc.constant('run' as const), query: text, params, limit }),
  fc.record({ type: fc.constant('cypher' as const), text, params, limit }),
  fc.record({ type: fc.constant('paths' as const), from: text, to: text, maxHops: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ type: fc.constantFrom('join' as const, 'hide' as const, 'remove' as const), ids }),
  fc.record({ type: fc.constant('collapse' as const), node: text }),
  fc.record({ type: fc.constant('unhide' as const) }),
  fc.record({ type: fc.constant('layout' as const), name: fc.constantFrom(...LAYOUT_NAMES) }),
);

const view: fc.Arbitrary<View> = fc.record(
  {
    acts: fc.array(act, { maxLength: 6 }),
    selection: fc.record({ nodes: fc.array(text, { maxLength: 3 }), edges: fc.array(text, { maxLength: 2 }) }),
    off: fc.record({ labels: fc.array(text, { maxLength: 2 }), types: fc.array(text, { maxLength: 2 }) }),
    panel: fc.constantFrom(...PANELS),
    saved: fc.record({ id: text, params }),
    cypher: fc.record({ text, params }),
    table: fc.constantFrom('saved' as const, 'cypher' as const),
    timezone: fc.constantFrom('UTC', 'Europe/Moscow', 'Asia/Kolkata'),
  },
  { requiredKeys: ['acts', 'selection', 'off'] },
);

const pieces = fc.constantFrom(
  ...[
    '#',
    '&',
    '=',
    ',',
    '%',
    '%E0',
    '!',
    ':',
    '{',
    '__proto__',
    'tz=',
    'show=',
    'expand=',
    'run=',
    'saved=',
    '\uD800',
  ],
);

describe('the view in the URL', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(view, (written) => {
        expect(parseFragment(`#${toFragment(written)}`)).toEqual({ view: written, unknown: [] });
      }),
    );
  });

  it('survives the browser, which normalises addresses', () => {
    fc.assert(
      fc.property(view, (written) => {
        const { hash } = new URL(`http://127.0.0.1/#${toFragment(written)}`);
        expect(parseFragment(hash).view).toEqual(written);
      }),
    );
  });

  it('never throws, whatever stands there', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 12 }), (parts) => {
        expect(parseFragment(parts.join('')).view.acts).toBeInstanceOf(Array);
      }),
    );
  });

  it('is readable', () => {
    const written: View = {
      ...EMPTY_VIEW,
      acts: [
        { type: 'show', ids: ['HostName:mail.tower.example', 'AS:64500'] },
        {
          type: 'expand',
          node: 'HostName:mail.tower.example',
          limit: 50,
          direction: 'in',
          edge: 'LOOKED_UP',
          label: 'IP',
        },
        { type: 'expand', node: 'IP:2001:db8::1', limit: 50 },
        { type: 'run', query: 'who-asked', params: { name: 'mail.tower.example', days: 7 }, limit: 1000 },
        { type: 'layout', name: 'grid' },
      ],
      timezone: 'Europe/Moscow',
    };
    expect(toFragment(written)).toBe(
      'show=HostName:mail.tower.example,AS:64500&expand=HostName:mail.tower.example,50,in,LOOKED_UP,IP' +
        '&expand=IP:2001:db8::1,50&run=who-asked,1000,name:mail.tower.example,days!7&layout=grid&tz=Europe/Moscow',
    );
  });

  it('keeps ids with commas, ampersands and percent signs apart', () => {
    const written: View = {
      ...EMPTY_VIEW,
      acts: [{ type: 'show', ids: ['Organization:Made, Up & 100% Co', 'Name:#1 = two'] }],
    };
    expect(parseFragment(toFragment(written)).view).toEqual(written);
  });

  it('is empty text for an empty view', () => {
    expect(toFragment(EMPTY_VIEW)).toBe('');
    expect(parseFragment('')).toEqual({ view: EMPTY_VIEW, unknown: [] });
  });
});

describe('parts of a link that cannot be read', () => {
  it.each([
    ['an unknown part', 'dance=all'],
    ['an act without its node', 'show='],
    ['an empty id', 'show=HostName:a.example,'],
    ['no number', 'expand=HostName:a.example,many'],
    ['too large a number', 'expand=HostName:a.example,5000'],
    ['zero', 'expand=HostName:a.example,0'],
    ['an unknown direction', 'expand=HostName:a.example,50,sideways'],
    ['an unknown layout', 'layout=spiral'],
    ['an unknown panel', 'panel=weather'],
    ['an unknown time zone', 'tz=Mars/Olympus'],
    ['a broken escape', 'show=%E0%A4%A'],
    ['a parameter without its mark', 'run=who-asked,10,name'],
    ['a parameter that is no JSON', 'run=who-asked,10,days!seven'],
    ['more hops than the API allows', 'paths=IP:192.0.2.1,IP:192.0.2.2,99'],
    ['a name every object has', 'constructor=x'],
  ])('%s is said, and the rest counts', (_, part) => {
    const { view: read, unknown } = parseFragment(`#show=HostName:a.example&${part}&layout=grid`);
    expect(unknown).toEqual([part]);
    expect(read.acts).toEqual([
      { type: 'show', ids: ['HostName:a.example'] },
      { type: 'layout', name: 'grid' },
    ]);
  });
});
