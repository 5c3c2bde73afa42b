import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitCsvLine } from '../../../server/import/csv-line.ts';
import { getFormat } from '../../../server/import/formats.ts';
import { PRESETS } from '../../../server/import/presets.ts';
import { type Collected, collectRecords, NO_OPTIONS } from './collect-records.ts';

function collect(format: string, lines: readonly string[], map?: Record<string, string>): Promise<Collected> {
  return collectRecords(getFormat(format), lines.join('\n'), { ...NO_OPTIONS, map });
}

/** 2026-03-02T08:00:00Z */
const EIGHT = 1_772_438_400;
const LOOKUP = ['lookup', '198.51.100.7', 'alpha.example', EIGHT, 'A', 'NOERROR', 1];

describe('cells of a line', () => {
  it.each([
    ['a,b,c', ['a', 'b', 'c']],
    ['"a","b,c",""', ['a', 'b,c', '']],
    ['"say ""no""",b', ['say "no"', 'b']],
    ['"a", "b" ,c', ['a', 'b', 'c']],
    ['a,"b",', ['a', 'b', '']],
    [',"",', ['', '', '']],
  ])('%s', (line, cells) => {
    expect(splitCsvLine(line, ',')).toEqual(cells);
  });

  it.each([
    ['a,"b', /not closed/],
    ['"a""', /not closed/],
    ['"a"b,c', /text behind/],
  ])('%s is refused', (line, message) => {
    expect(() => splitCsvLine(line, ',')).toThrow(message);
  });

  it('are those that another reader finds', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', ';', '"', ' ', 'é') });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
        const line = cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',');
        expect(splitCsvLine(line, ',')).toEqual(cells);
        expect(parseCsv(line)).toEqual([cells]);
      }),
    );
  });
});

describe('CSV', () => {
  it.each([
    ['a tab', `#client\tname\ttime\tqtype\trcode`, `198.51.100.7\talpha.example\t${EIGHT}\tA\t0`],
    ['a semicolon', `# Client;Name;Time;QType;RCode`, `198.51.100.7;alpha.example;${EIGHT};1;NoError`],
    ['a bar', 'client|name|time|qtype|rcode', `198.51.100.7|alpha.example|${EIGHT}|1 (A)|NOERROR`],
    ['microseconds', 'client,name,time,qtype,rcode', `198.51.100.7,alpha.example,${EIGHT}000000,a,0`],
  ])('with %s', async (_, header, line) => {
    const { records, rejected } = await collect('csv', [header, line]);
    expect(rejected).toEqual([]);
    expect(records).toEqual([LOOKUP]);
  });

  it('rejects a row whose cell holds a line end, in its parts', async () => {
    const { rejected, counts } = await collect('csv', ['client,name,time', '198.51.100.7,"a', `b",${EIGHT}`]);
    expect(counts).toMatchObject({ read: 2, rejected: 2 });
    expect(rejected[0]?.reason).toMatch(/not closed/);
  });

  it('without a header, in columns by number', async () => {
    const map = { time: '1', client: '3|2', name: '4', qtype: '5', rcode: '6' };
    const lines = [
      `${EIGHT},192.0.2.1,198.51.100.7,alpha.example,A,0`,
      `${EIGHT},198.51.100.7,,alpha.example,A,0`,
      `${EIGHT},192.0.2.1,198.51.100.7,alpha.example,A`,
    ];
    const { records, rejected } = await collect('csv', lines, map);
    expect(records).toEqual([LOOKUP, LOOKUP]);
    expect(rejected.map(({ line }) => line)).toEqual([3]);
  });

  it('with numbers beyond its columns cannot be read', async () => {
    await expect(collect('csv', ['a,b'], { client: '1', name: '2', time: '9' })).rejects.toThrow(/has 2 columns/);
    await expect(collect('csv', ['a,b'], { client: '1', name: '2' })).rejects.toThrow(/names no time/);
  });
});

describe('JSON lines', () => {
  it('with paths into objects, first of several', async () => {
    const map = { client: 'a.ip|b.ip', name: 'q.name', time: 't', qtype: 'q.type', rcode: 'r' };
    const row = { b: { ip: '198.51.100.7' }, 'q.name': 'alpha.example', t: EIGHT, q: { type: 'A' }, r: 'NOERROR' };
    const { records } = await collect('jsonl', [JSON.stringify(row)], map);
    expect(records).toEqual([LOOKUP]);
  });

  it('without any of the keys cannot be read', async () => {
    await expect(collect('jsonl', ['{"a":1}'])).rejects.toThrow(/no key for client, name, time: say --map/);
    await expect(collect('jsonl', ['{"a":1}'], { who: 'a' })).rejects.toThrow(/--map knows/);
  });

  it('leaves data with blanks alone', async () => {
    const row = { client: '198.51.100.7', name: 'alpha.example', time: EIGHT, qtype: 'TXT', answers: ['v=x y', 3] };
    const { records } = await collect('jsonl', [JSON.stringify(row)]);
    expect(records[1]).toEqual(['answers', 'alpha.example', EIGHT, 'TXT', ['3'], 1]);
  });

  it('with lists in lists, however deep, say nothing by them', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const row = `{"client":"198.51.100.7","name":"alpha.example","time":"${EIGHT}","answers":${deep}}`;
    const { records } = await collect('jsonl', [row]);
    expect(records).toHaveLength(1);
  });
});

/** A row of each export, made by hand of the columns that its maker describes. */
const EXPORTS: Record<string, readonly string[]> = {
  'adguard-home': [
    '{"T":"2026-03-02T09:00:00.000000001+01:00","QH":"alpha.example","QT":"A","QC":"IN","CP":"","IP":"198.51.100.7"}',
  ],
  'cloudflare-gateway': [
    `{"Datetime":${EIGHT}000000000,"SrcIP":"198.51.100.7","QueryName":"alpha.example","QueryTypeName":"A","RCode":0}`,
  ],
  'cisco-umbrella': [
    '"2026-03-02 08:00:00","Somebody","Somebody,Somewhere","198.51.100.7","203.0.113.9","Allowed","1 (A)","NOERROR","alpha.example.","Chat","AD User","AD User,Site",""',
  ],
  'elastic-ecs': [
    '{"@timestamp":"2026-03-02T08:00:00.000Z","source":{"ip":"198.51.100.7"},"dns":{"question":{"name":"alpha.example","type":"A"},"response_code":"NOERROR","answers":[{"data":"203.0.113.10"}]}}',
  ],
  nextdns: [
    'timestamp,domain,query_type,dnssec,protocol,client_ip,status',
    '2026-03-02T08:00:00.000Z,alpha.example,A,false,DNS-over-HTTPS,198.51.100.7,',
  ],
  'route53-resolver': [
    '{"version":"1.1","query_timestamp":"2026-03-02T08:00:00Z","query_name":"alpha.example.","query_type":"A","query_class":"IN","rcode":"NOERROR","answers":[{"Rdata":"203.0.113.10","Type":"A","Class":"IN"}],"srcaddr":"198.51.100.7","srcport":"1"}',
  ],
  'splunk-cim': [
    '"_time",src,query,"record_type","reply_code",answer',
    '"2026-03-02T08:00:00.000+0000","198.51.100.7","alpha.example",A,NOERROR,"203.0.113.10"',
  ],
};

it.each(Object.entries(PRESETS))('the preset %s reads its export', async (name, { format, map }) => {
  const { records, rejected } = await collect(format, EXPORTS[name] ?? [], map);
  expect(rejected).toEqual([]);
  const [lookup = [], answers] = records;
  const hasRcode = map.rcode !== undefined;
  expect(lookup.with(3, EIGHT)).toEqual(LOOKUP.with(5, hasRcode ? 'NOERROR' : ''));
  expect(Number(lookup[3])).toBeCloseTo(EIGHT, 5);
  expect(answers?.[4]).toEqual(map.answers === undefined ? undefined : ['203.0.113.10']);
});
