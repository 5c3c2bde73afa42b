import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { askMissing } from '../../scripts/import-questions.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'whoasked-questions-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  utimesSync(file, new Date('2026-03-02'), new Date('2026-03-02'));
  return file;
}

const zeek = write(
  'dns.log',
  '#separator \\x09\n#fields\tts\tid.orig_h\tid.resp_p\tquery\n1772438400.5\t192.0.2.7\t53\tmail.example.com\n',
);
const dnsmasq = write('dnsmasq.log', 'Mar  2 08:00:00 dnsmasq[411]: query[A] mail.example.com from 192.0.2.7\n');
const prefixes = write('table.tsv', '192.0.2.0\t192.0.2.255\t64500\tZZ\tEXAMPLE-NET\n');

/** Answers in turn; what was asked is kept. */
function createAsker(...answers: string[]) {
  const questions: string[] = [];
  const ask = async (question: string) => {
    questions.push(question);
    return answers.shift() ?? '';
  };
  return { questions, ask };
}

it('asks for what a log does not say, with the default of each', async () => {
  const { questions, ask } = createAsker('Europe/Berlin', '2025', 'office', 'resolver');
  const answers = await askMissing([dnsmasq], {}, ask);
  expect(answers).toMatchObject({ timezone: 'Europe/Berlin', year: 2025, dataset: 'office' });
  expect(questions).toEqual([
    'dnsmasq.log has times without a zone. Which, such as Europe/Berlin? [UTC] ',
    "dnsmasq.log has times without a year. Which is that of its first line? [by the file's own date, 2026] ",
    'What is the data set called that the edges belong to? [dnsmasq] ',
  ]);
});

it('asks where lookups were taken, until the answer is one', async () => {
  const { questions, ask } = createAsker('', 'attic', 'network');
  expect(await askMissing([zeek], {}, ask)).toEqual({ vantage: 'network' });
  const where = 'Where was dns.log taken: resolver, authoritative, network, stub? [not said] ';
  expect(questions).toEqual(['What is the data set called that the edges belong to? [zeek-dns] ', where, where]);
});

it('takes the defaults for Enter', async () => {
  const { ask } = createAsker();
  expect(await askMissing([dnsmasq, zeek], {}, ask)).toEqual({ timezone: 'UTC' });
});

it('asks once for all files, and never for what is given', async () => {
  const all = createAsker();
  await askMissing([zeek, dnsmasq, zeek], {}, all.ask);
  expect(all.questions).toHaveLength(4);
  expect(all.questions[2]).toContain('[zeek-dns, dnsmasq]');
  const none = createAsker();
  const given = { timezone: 'UTC', year: 2026, dataset: 'office', vantage: 'stub' } as const;
  expect(await askMissing([zeek, dnsmasq], given, none.ask)).toEqual(given);
  expect(none.questions).toEqual([]);
});

it('asks nobody where a table without lookups was taken', async () => {
  const { questions, ask } = createAsker();
  await askMissing([prefixes, '-', path.join(folder, 'missing.log')], {}, ask);
  expect(questions).toEqual(['What is the data set called that the edges belong to? [iptoasn] ']);
});
