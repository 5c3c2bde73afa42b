/** No fixture, sample, saved query or document names anybody: reserved names and numbers only. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decompress } from 'fzstd';
import { describe, expect, it } from 'vitest';
import { findRealNames, getStringLiterals } from '../helpers/reserved.ts';
import { listFiles, ROOT } from '../helpers/source-tree.ts';

const FOLDERS = ['test/fixtures', 'queries', 'docs', 'server/sample'];
const FILES = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', '.env.example', 'docker-compose.yml'];

/** Sites that documents cite. */
const CITED = ['github.com', 'neo4j.com', 'keepachangelog.com', 'semver.org', 'publicsuffix.org', 'iptoasn.com'];

function readPlain(file: string): string {
  const content = readFileSync(path.join(ROOT, file));
  if (content.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]))) {
    // A fixture that is cut on purpose still says what it holds.
    return gunzipSync(content, { finishFlush: 2 }).toString('latin1');
  }
  if (content.subarray(0, 4).equals(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]))) {
    return Buffer.from(decompress(content)).toString('latin1');
  }
  if (/\.(?:ts|cypher)$/.test(file)) {
    const text = content.toString('utf8');
    return `${getStringLiterals(text)}\n${(text.match(/^\/\/ .*/gm) ?? []).join('\n')}`;
  }
  if (file.startsWith('docs/decisions/')) return content.toString('utf8').replace(/`[^`]*`/g, '');
  return content.toString(file.endsWith('.md') ? 'utf8' : 'latin1');
}

const files = [
  ...FOLDERS.flatMap((folder) => listFiles(folder)),
  ...FILES.filter((file) => listFiles().includes(file)),
];

describe('reserved names and numbers', () => {
  it('are looked for in files', () => {
    expect(files.length).toBeGreaterThan(5);
  });

  it.each(files.filter((file) => !/\.(?:png|svg)$/.test(file)))('are all %s holds', (file) => {
    expect(findRealNames(readPlain(file), CITED)).toEqual([]);
  });
});

describe('the check of names', () => {
  it.each([
    ['10.1.2.3', '10.1.2.3'],
    ['client=8.8.8.8,', '8.8.8.8'],
    ['8.8.4.4.in-addr.arpa', '4.4.8.8'],
    ['198.20.0.1/16', '198.20.0.1'],
    ['2a00:1450::1', '2a00:1450::1'],
    ['::ffff:9.9.9.9', '::ffff:9.9.9.9'],
    ['AS15169', 'AS15169'],
    ['{"asn":"3320"}', 'AS3320'],
    ['192.0.2.0\t192.0.2.255\t3320\tZZ\tx', 'AS3320'],
    ['mail.google.com', 'mail.google.com'],
    ['see www.heise.de.', 'www.heise.de'],
    ['"münchen.de"', 'münchen.de'],
    ['_dmarc.wikipedia.org', '_dmarc.wikipedia.org'],
  ])('finds %s', (text, found) => {
    expect(findRealNames(text)).toEqual([found]);
  });

  it.each([
    '192.0.2.7 198.51.100.255 203.0.113.0/24 198.19.255.255 127.0.0.1:4000',
    '2001:DB8:ffff::1 ::1 :: fe80::1 ::ffff:192.0.2.1',
    'AS64496 AS64511 AS65536 as65551 AS0 "asn": 64500',
    'mail.tower.example WWW.Example.COM a.test 1.2.0.192.in-addr.arpa printer.local',
    '12:34:56 2016-05-03T10:00:00Z 5.26.30 00:00:5e:00:53:01 version 2026.08.1',
    'server/graph/search.ts README.md dns.log.gz node.js n.name cy.png r.count scripts/run.sh',
  ])('lets %s be', (text) => {
    expect(findRealNames(text)).toEqual([]);
  });

  it('reads of code only its texts', () => {
    const code = `const a = hosted.mx; log(\`\${b.at} of www.tower.example\`, 'x.at', "it's y.at");`;
    expect(findRealNames(getStringLiterals(code))).toEqual(['x.at', 'y.at']);
  });

  it('lets a cited site be, and only that', () => {
    expect(findRealNames('https://neo4j.com/docs and https://neo4j.org/', ['neo4j.com'])).toEqual(['neo4j.org']);
  });
});
