import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDomainName, KeyError, normalizeHostName } from '../../shared/keys.ts';

const LABEL_63 = 'a'.repeat(63);
/** 253 characters: 255 octets on the wire, the longest name there is. */
const LONGEST = [LABEL_63, LABEL_63, LABEL_63, 'a'.repeat(61)].join('.');

describe('normalizeHostName', () => {
  it.each([
    ['mail.example.com', 'mail.example.com'],
    ['MAIL.Example.COM.', 'mail.example.com'],
    ['mail.example.com.', 'mail.example.com'],
    ['example', 'example'],
    ['EXAMPLE.', 'example'],
    ['.', '.'],
    ['_dmarc.Tower.example', '_dmarc.tower.example'],
    ['_443._TCP.tower.example', '_443._tcp.tower.example'],
    ['*.tower.example', '*.tower.example'],
    ['0/25.2.0.192.in-addr.arpa', '0/25.2.0.192.in-addr.arpa'],
    ['1.2.0.192.IN-ADDR.ARPA.', '1.2.0.192.in-addr.arpa'],
    ['-odd-.example', '-odd-.example'],
    ['192.0.2.1', '192.0.2.1'],
    ['xn--mnchen-3ya.example', 'xn--mnchen-3ya.example'],
    ['XN--MNCHEN-3YA.example', 'xn--mnchen-3ya.example'],
    ['münchen.example', 'xn--mnchen-3ya.example'],
    ['MÜNCHEN.example.', 'xn--mnchen-3ya.example'],
    ['mu\u0308nchen.example', 'xn--mnchen-3ya.example'],
    ['www.例え.example', 'www.xn--r8jz45g.example'],
    ['例え。example', 'xn--r8jz45g.example'],
    ['例え．example｡', 'xn--r8jz45g.example'],
    ['ΛΌΓΟΣ.example', 'xn--oxapnq6b.example'],
    ['faß.example', 'xn--fa-hia.example'],
    ['ｔｏｗｅｒ.example', 'tower.example'],
    ['_sip.münchen.example', '_sip.xn--mnchen-3ya.example'],
    ['K.example', 'k.example'],
    [LONGEST, LONGEST],
    [`${LONGEST}.`, LONGEST],
    [`${LABEL_63}.example`, `${LABEL_63}.example`],
  ])('%s is %s', (raw, key) => {
    expect(normalizeHostName(raw)).toBe(key);
  });

  it.each([
    ['a space', 'a b.example', 'a\\032b.example'],
    ['an escaped space', 'a\\032b.example', 'a\\032b.example'],
    ['a space escaped by itself', 'a\\ b.example', 'a\\032b.example'],
    ['a dot in a label', 'a\\.b.example', 'a\\046b.example'],
    ['a dot in a label, by number', 'a\\046b.example', 'a\\046b.example'],
    ['a dot at the end of a label', 'a\\..example', 'a\\046.example'],
    ['a dot at the end of the name', 'example.a\\.', 'example.a\\046'],
    ['the same, absolute', 'example.a\\..', 'example.a\\046'],
    ['a label that is one dot', '\\.', '\\046'],
    ['a backslash', 'a\\\\b.example', 'a\\092b.example'],
    ['a backslash at the end, absolute', 'example.a\\\\.', 'example.a\\092'],
    ['a backslash, then a dot in the label', 'a\\\\\\.b', 'a\\092\\046b'],
    ['an escaped letter, folded', '\\065\\066c.example', 'abc.example'],
    ['a needless escape', '\\w\\w\\w.example', 'www.example'],
    ['a zero octet', 'a\\000.example', 'a\\000.example'],
    ['a raw zero octet', 'a\u0000.example', 'a\\000.example'],
    ['the highest octet', '\\255.example', '\\255.example'],
    ['delete', 'a\u007f.example', 'a\\127.example'],
    ['a tab', 'a\tb.example', 'a\\009b.example'],
    ['quotes and separators', '"a",b;c|d.example', '"a",b;c|d.example'],
    ['an at sign', 'Admin@tower.example', 'admin@tower.example'],
    ['a colon and a per cent sign', 'a%41:80.example', 'a%41:80.example'],
    ['octets of UTF-8, escaped, stay octets', 'm\\195\\188nchen.example', 'm\\195\\188nchen.example'],
    ['international text beside an at sign', 'x@ü.example', 'x@\\195\\188.example'],
    ['an at sign before international text', 'ü@x.example', '\\195\\188@x.example'],
    ['international text beside a tab', 'ü\t.example', '\\195\\188\\009.example'],
    ['international text beside an escape of URLs', 'ü%41.example', '\\195\\188%41.example'],
    ['international text beside a slash', 'ü/x.example', '\\195\\188/x.example'],
    ['text IDNA has no form for', '\u2028.example', '\\226\\128\\168.example'],
    ['text IDNA maps to nothing', '\u00ad.example', '\\194\\173.example'],
    ['an emoji', '💡.example', 'xn--ds8h.example'],
  ])('keeps %s', (_, raw, key) => {
    expect(normalizeHostName(raw)).toBe(key);
  });

  it.each([
    ['no text', ''],
    ['two dots', '..'],
    ['a leading dot', '.example'],
    ['an empty label', 'a..example'],
    ['two dots at the end', 'example..'],
    ['a label of 64 octets', `${LABEL_63}a.example`],
    ['a label of 64 octets after its escapes', `${'\\000'.repeat(64)}.example`],
    ['a label of 64 octets in UTF-8', `${'\u2028'.repeat(22)}.example`],
    ['a name of 256 octets', `${LONGEST}a`],
    ['a lone backslash', 'a\\'],
    ['an escape above 255', 'a\\256.example'],
    ['an escape far above 255', '\\999'],
  ])('refuses %s', (_, raw) => {
    expect(() => normalizeHostName(raw)).toThrow(KeyError);
  });

  it('takes a label of 63 octets in escapes', () => {
    expect(normalizeHostName('\\000'.repeat(63))).toBe('\\000'.repeat(63));
  });
});

type Labels = number[][];

/** RFC 1035 §5.1: every octet as `\DDD`. Says the octets of a name without a choice. */
function toDecimalEscapes(labels: Labels): string {
  return labels.map((label) => label.map((octet) => `\\${String(octet).padStart(3, '0')}`).join('')).join('.');
}

/** As a name server prints it: ASCII as it is, dots and backslashes behind a backslash, the rest by number. */
function toPresentation(labels: Labels): string {
  const toText = (octet: number) => {
    if (octet === 46 || octet === 92) return `\\${String.fromCharCode(octet)}`;
    return octet > 32 && octet < 127 ? String.fromCharCode(octet) : `\\${String(octet).padStart(3, '0')}`;
  };
  return labels.map((label) => label.map(toText).join('')).join('.');
}

function fold(labels: Labels): string {
  return JSON.stringify(labels.map((label) => label.map((o) => (o >= 65 && o <= 90 ? o + 32 : o))));
}

/** Octets that parsers trip over come up as often as all others together. */
const octet = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(...Buffer.from('.\\@%/:?#[] aA0_-*\t\n')));
const labels = fc.array(fc.array(octet, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 5 });

/** Undefined where DNS has no such name; any other error than KeyError is let through. */
function findKey(raw: string): string | undefined {
  try {
    return normalizeHostName(raw);
  } catch (error) {
    if (error instanceof KeyError) return undefined;
    throw error;
  }
}

describe('normalizeHostName, whatever the name', () => {
  it('gives the same key again for its own keys', () => {
    const awkward = fc.array(
      fc.constantFrom('a', 'B', '.', '\\', '0', '4', '6', '@', '%', 'ü', '。', '\u00ad', '\t', 'ß'),
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      awkward.map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (raw) => {
        const key = findKey(raw);
        if (key !== undefined) expect(normalizeHostName(key)).toBe(key);
      }),
      { numRuns: 2000 },
    );
  });

  it('has one key for one sequence of octets, however it is escaped', () => {
    fc.assert(
      fc.property(labels, (name) => {
        expect(normalizeHostName(toPresentation(name))).toBe(normalizeHostName(toDecimalEscapes(name)));
        expect(normalizeHostName(`${toPresentation(name)}.`)).toBe(normalizeHostName(toPresentation(name)));
      }),
    );
  });

  it('never gives one key to two names that differ by more than the case of ASCII letters', () => {
    const changed = fc.tuple(labels, octet, fc.nat(), fc.nat()).map(([name, replacement, i, j]): [Labels, Labels] => {
      const other = name.map((label) => [...label]);
      const label = other[i % other.length] ?? [];
      label[j % label.length] = replacement;
      return [name, other];
    });
    const joined = fc.tuple(labels, fc.nat()).map(([name, i]): [Labels, Labels] => {
      const [head = [], ...rest] = name;
      return [name, [[...head.slice(0, i % head.length), 46, ...head.slice(i % head.length)], ...rest]];
    });
    fc.assert(
      fc.property(fc.oneof(fc.tuple(labels, labels), changed, joined), ([one, other]) => {
        const sameName = fold(one) === fold(other);
        expect(normalizeHostName(toPresentation(one)) === normalizeHostName(toPresentation(other))).toBe(sameName);
      }),
      { numRuns: 1000 },
    );
  });

  it('is printable ASCII that holds no space', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (raw) => {
        expect(findKey(raw) ?? 'none').toMatch(/^[!-~]+$/);
      }),
    );
  });
});

describe('findDomainName', () => {
  it.each([
    ['mail.tower.example', 'tower.example'],
    ['tower.example', 'tower.example'],
    ['a.b.c.tower.example', 'tower.example'],
    ['_dmarc.tower.example', 'tower.example'],
    ['*.tower.example', 'tower.example'],
    ['a\\046b.tower.example', 'tower.example'],
    ['www.tower.co.uk', 'tower.co.uk'],
    ['a.xn--e1afmkfd.xn--p1ai', 'xn--e1afmkfd.xn--p1ai'],
    ['a.b.xn--55qx5d.cn', 'b.xn--55qx5d.cn'],
    // Suffixes in the list's private part are domains somebody registered.
    ['someone.github.io', 'github.io'],
    ['a.b.github.io', 'github.io'],
  ])('%s is part of %s', (name, domain) => {
    expect(findDomainName(name)).toBe(domain);
  });

  it.each(['.', 'example', 'co.uk', '192.0.2.1', '1.2.0.192.in-addr.arpa', 'arpa', 'b.\\032a.example', 'b\\046.uk'])(
    '%s has none',
    (name) => {
      expect(findDomainName(name)).toBeUndefined();
    },
  );
});
