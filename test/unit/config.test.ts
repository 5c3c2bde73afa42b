import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_NEO4J_VERSION, parseConfig } from '../../server/config.ts';
import { StartError } from '../../server/errors.ts';

function getComplaint(env: Record<string, string | undefined>): string {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof StartError) return error.message;
    throw error;
  }
  return 'no complaint';
}

describe('parseConfig', () => {
  it('serves on the loopback address with a Neo4j of our own when nothing is set', () => {
    expect(parseConfig({})).toEqual({
      host: '127.0.0.1',
      port: 4000,
      neo4j: undefined,
      database: undefined,
      neo4jVersion: DEFAULT_NEO4J_VERSION,
      dataDir: path.resolve('.data'),
      maxUpload: 20_480 * 1024 * 1024,
      loadSample: true,
      logLevel: 'warn',
    });
  });

  it('takes empty variables for unset ones', () => {
    const empty = {
      PORT: '',
      HOST: '',
      NEO4J_URI: '',
      NEO4J_PASSWORD: '',
      SAMPLE: '',
      DATA_DIR: '',
      NEO4J_VERSION: '',
    };
    expect(parseConfig(empty)).toEqual(parseConfig({}));
  });

  it('leaves the rest of the environment alone', () => {
    expect(parseConfig({ PATH: '/bin', LANG: 'C', npm_config_user_agent: 'x' })).toEqual(parseConfig({}));
  });

  it('takes every variable', () => {
    expect(
      parseConfig({
        PORT: '0',
        HOST: '0.0.0.0',
        NEO4J_URI: 'neo4j+s://graph.example:7687',
        NEO4J_USER: 'reader',
        NEO4J_PASSWORD: 'p=s w#rd',
        NEO4J_DATABASE: 'lookups',
        NEO4J_VERSION: '2026.8.1',
        DATA_DIR: 'elsewhere',
        MAX_UPLOAD_MB: '10',
        SAMPLE: '0',
        LOG_LEVEL: 'debug',
      }),
    ).toEqual({
      host: '0.0.0.0',
      port: 0,
      neo4j: { uri: 'neo4j+s://graph.example:7687', user: 'reader', password: 'p=s w#rd' },
      database: 'lookups',
      neo4jVersion: '2026.8.1',
      dataDir: path.resolve('elsewhere'),
      maxUpload: 10 * 1024 * 1024,
      loadSample: false,
      logLevel: 'debug',
    });
  });

  it.each([
    'bolt://127.0.0.1:7687',
    'bolt+s://graph.example',
    'bolt+ssc://graph.example:7687',
    'neo4j://graph.example',
    'neo4j+s://graph.example:7687',
    'neo4j+ssc://[2001:db8::1]:7687',
  ])('connects to %s', (uri) => {
    expect(parseConfig({ NEO4J_URI: uri, NEO4J_PASSWORD: 'x' }).neo4j).toEqual({ uri, user: 'neo4j', password: 'x' });
  });

  it('takes versions with a zero in front of the month', () => {
    expect(parseConfig({ NEO4J_VERSION: '2026.08.1' }).neo4jVersion).toBe('2026.08.1');
  });

  it.each([
    ['PORT', 'http'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '40.5'],
    ['PORT', '4000 '.repeat(2)],
    ['NEO4J_URI', 'http://graph.example:7474'],
    ['NEO4J_URI', 'graph.example:7687'],
    ['NEO4J_URI', 'bolt://'],
    ['NEO4J_VERSION', 'latest'],
    ['NEO4J_VERSION', '5.26'],
    ['NEO4J_VERSION', '5.26.30/../..'],
    ['SAMPLE', 'no'],
    ['SAMPLE', '2'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s by name', (name, value) => {
    expect(getComplaint({ NEO4J_PASSWORD: 'x', [name]: value })).toMatch(
      new RegExp(`^Bad environment: ${name} .+\\.$`),
    );
  });

  it('names every bad variable at once', () => {
    const complaint = getComplaint({
      PORT: 'http',
      NEO4J_URI: 'graph.example',
      NEO4J_VERSION: '5',
      SAMPLE: 'yes',
      LOG_LEVEL: 'loud',
    });
    for (const name of ['PORT', 'NEO4J_URI', 'NEO4J_VERSION', 'SAMPLE', 'LOG_LEVEL', 'NEO4J_PASSWORD']) {
      expect(complaint).toContain(`${name} is`);
    }
    expect(complaint.split('; ')).toHaveLength(6);
  });

  it('asks for the password of a given server', () => {
    expect(getComplaint({ NEO4J_URI: 'bolt://127.0.0.1:7687' })).toContain('NEO4J_PASSWORD is missing');
  });
});
