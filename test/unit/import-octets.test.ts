import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zeekTsv } from '../../server/import/formats/zeek-tsv.ts';
import { createOctetTexts } from '../../server/import/octet-texts.ts';
import { createLineReader } from '../../server/import/read-lines.ts';
import type { LineFormat, Parser, Sink, SplitAnswers } from '../../server/import/record.ts';
import { createTally } from '../../server/import/tally.ts';
import { findPlainSeconds, toSeconds } from '../../server/import/times.ts';
import { NO_OPTIONS } from './formats/collect-records.ts';

function toOctets(text: string) {
  const octets = Buffer.from(`x${text}\ty`);
  return { octets, from: 1, to: octets.length - 2 };
}

describe('texts of octets', () => {
  it('are the texts that stand there, however often and in whatever column', () => {
    const texts = createOctetTexts();
    const cell = fc.oneof(fc.constantFrom('A', 'AAAA', '-', '', 'mail.example.com'), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, fc.nat(3)), { maxLength: 40 }), (cells) => {
        for (const [text, column] of cells) {
          const { octets, from, to } = toOctets(text);
          expect(texts.get(column, octets, from, to)).toBe(text);
        }
      }),
    );
  });

  it('are right beyond what is remembered', () => {
    const texts = createOctetTexts();
    const names = Array.from({ length: 150_000 }, (_, at) => `host-${at % 90_000}.example.com`);
    const wrong = names.filter((text) => {
      const { octets, from, to } = toOctets(text);
      return texts.get(0, octets, from, to) !== text;
    });
    expect(wrong).toEqual([]);
  });

  it('are right where they are long', () => {
    const texts = createOctetTexts();
    for (const text of ['a'.repeat(1024), 'b'.repeat(1025), 'a'.repeat(5000), 'a'.repeat(1024)]) {
      const { octets, from, to } = toOctets(text);
      expect(texts.get(0, octets, from, to)).toBe(text);
    }
  });
});

describe('seconds in octets', () => {
  const find = (text: string) => {
    const { octets, from, to } = toOctets(text);
    return findPlainSeconds(octets, from, to);
  };

  it('are those of the text, to the last bit', () => {
    const digits = fc.integer({ min: 0, max: 4_102_444_799 });
    const fraction = fc.oneof(fc.constant(''), fc.stringMatching(/^\.\d{0,9}$/));
    fc.assert(
      fc.property(digits, fraction, (whole, part) => {
        const text = `${whole}${part}`;
        const found = find(text);
        if (found !== undefined) expect(found).toBe(toSeconds(text));
      }),
      { numRuns: 2_000 },
    );
    expect(find('1521911720.865716')).toBe(1521911720.865716);
  });

  it.each(['', '.', '.5', '1.2.3', '-1', '1e9', ' 1', '1521911720865', '4102444800', '2018-03-24T17:15:20Z', '١'])(
    'leave "%s" to be judged as text',
    (text) => expect(find(text)).toBeUndefined(),
  );
});

const HEADER = '#separator \\x09\n#fields\tts\tid.orig_h\tid.resp_p\tquery\tqtype_name\tanswers\n';
const CELLS = [
  '1521911720.5',
  '192.0.2.7',
  '53',
  'Mail.example.COM.',
  'A',
  '-',
  '(empty)',
  '',
  'a\\x09b',
  'bücher.example',
];

function createZeekParser(): Parser {
  const { createParser } = zeekTsv as LineFormat;
  return createParser(NO_OPTIONS);
}

/** What the reader gives to the sink and what it counts. */
async function readAll(parser: Parser, content: Buffer) {
  const calls: unknown[] = [];
  const sink: Sink = {
    lookup: (...call) => void calls.push(call),
    answers: (name, seconds, qtype, cell, split, count) => void calls.push([name, seconds, qtype, split(cell), count]),
    node: () => undefined,
    edge: () => undefined,
    seen: () => undefined,
  };
  const tally = createTally();
  const rejections: unknown[] = [];
  const onRejected = (...rejected: unknown[]) => void rejections.push(rejected);
  const reader = createLineReader(zeekTsv as LineFormat, { parser, sink, tally, onRejected });
  const half = Math.floor(content.length / 2);
  for (const part of [content.subarray(0, half), content.subarray(half)]) await reader.read(part, () => undefined);
  reader.end();
  return { calls, tally, rejections, lines: reader.lines };
}

describe('a Zeek log', () => {
  it('says the same whether its lines are read as octets or as text', async () => {
    const row = fc.array(fc.constantFrom(...CELLS), { minLength: 5, maxLength: 7 }).map((cells) => cells.join('\t'));
    const good = fc
      .tuple(fc.constantFrom('192.0.2.7', '2001:db8::1'), fc.constantFrom('a.example.com', 'B.example.com', '\xff'))
      .map(([client, name]) => `1521911720.865716\t${client}\t53\t${name}\tA\t192.0.2.9,192.0.2.8`);
    const line = fc.oneof(good, row, fc.constantFrom('', '#close', '#unset_field\t?', '\r'));
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.constantFrom('\n', '\r\n'), fc.boolean(), async (lines, end, isBinary) => {
        const content = Buffer.from(HEADER + lines.join(end), isBinary ? 'latin1' : 'utf8');
        const { parse } = createZeekParser();
        expect(await readAll(createZeekParser(), content)).toEqual(await readAll({ parse }, content));
      }),
    );
  });

  it('splits each answer as its row was written, whatever the header says later', async () => {
    const parser = createZeekParser();
    const later: (() => readonly unknown[])[] = [];
    const sink = {
      lookup: () => undefined,
      answers: (_name: string, _seconds: number, _qtype: string, cell: string, split: SplitAnswers) =>
        void later.push(() => split(cell)),
    } as unknown as Sink;
    const row = (answers: string) => `1772438400.5\t192.0.2.7\t53\ta.example\tA\t${answers}\n`;
    const content = `${HEADER}${row('192.0.2.1,192.0.2.2')}#set_separator\t|\n${row('192.0.2.1|192.0.2.3')}`;
    const target = { parser, sink, tally: createTally(), onRejected: () => undefined };
    await createLineReader(zeekTsv as LineFormat, target).read(Buffer.from(content), () => undefined);
    expect(later.map((split) => split())).toEqual([
      ['192.0.2.1', '192.0.2.2'],
      ['192.0.2.1', '192.0.2.3'],
    ]);
  });

  it('may have any text for an unset field', async () => {
    const parser = createZeekParser();
    const content = `${HEADER}#unset_field\t∅\n1772438400.5\t192.0.2.7\t53\t∅\tA\t∅\n`;
    const { tally, calls } = await readAll(parser, Buffer.from(content));
    expect([tally.read, tally.accepted, calls]).toEqual([1, 0, []]);
  });
});
