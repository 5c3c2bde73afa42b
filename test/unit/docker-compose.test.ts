/** docker-compose.yml and the Dockerfile keep what README.md promises. No Docker engine is needed. */
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { DEFAULT_NEO4J_VERSION } from '../../server/config.ts';
import { readText } from '../helpers/source-tree.ts';

/** What we use of https://github.com/compose-spec/compose-spec; a key it does not know is a mistake. */
const Service = z.strictObject({
  image: z.string().optional(),
  build: z.string().optional(),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })).optional(),
  environment: z.record(z.string(), z.string()),
  ports: z.array(z.string()),
  volumes: z.array(z.string()),
  healthcheck: z
    .strictObject({
      test: z.tuple([z.literal('CMD-SHELL'), z.string()]),
      interval: z.string(),
      timeout: z.string(),
      retries: z.int(),
      start_period: z.string(),
    })
    .optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  stop_grace_period: z.string().optional(),
});
const Compose = z.strictObject({
  name: z.string(),
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.null()),
});

const compose = Compose.parse(parse(readText('docker-compose.yml')));
const services = Object.entries(compose.services);
const dockerfile = readText('Dockerfile');

describe('docker-compose.yml', () => {
  it('holds the series of Neo4j that we manage ourselves, and the app', () => {
    const series = DEFAULT_NEO4J_VERSION.split('.').slice(0, 2).join('.');
    expect(compose.services.neo4j?.image).toBe(`neo4j:${series}-community`);
    expect(compose.services.app?.build).toBe('.');
    expect(compose.services.app?.depends_on).toEqual({ neo4j: { condition: 'service_healthy' } });
  });

  it.each(services)('%s publishes its ports on loopback only', (_, { ports }) => {
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it.each(services)('%s keeps its data in named volumes', (_, { volumes }) => {
    const names = volumes.map((volume) => volume.split(':')[0]);
    expect(names.filter((name) => !Object.keys(compose.volumes).includes(name ?? ''))).toEqual([]);
  });

  it.each(services)('%s takes the password from the environment and has none of its own', (_, { environment }) => {
    const values = Object.values(environment).filter((value) => value.includes('PASSWORD'));
    expect(values).toHaveLength(1);
    expect(values[0]).toMatch(/^(neo4j\/)?\$\{NEO4J_PASSWORD:\?[^}]+\}$/);
  });

  it('knows every variable of .env.example', () => {
    const names = [...readText('.env.example').matchAll(/^#? ?([A-Z_]+)=/gm)].map((match) => match[1]);
    expect(names).not.toEqual([]);
    const used = readText('docker-compose.yml');
    expect(names.filter((name) => !used.includes(`\${${name}:`))).toEqual([]);
  });

  it('checks the health of both', () => {
    expect(compose.services.neo4j?.healthcheck?.test[1]).toContain('cypher-shell');
    expect(dockerfile).toMatch(/^HEALTHCHECK [\s\S]*\/api\/health/m);
  });
});

describe('Dockerfile', () => {
  it('has two stages, the second without the tools of the first, and runs as no root', () => {
    expect(dockerfile.match(/^FROM /gm)).toHaveLength(2);
    expect(dockerfile).toContain('npm prune --omit=dev');
    const user = dockerfile.lastIndexOf('\nUSER node\n');
    expect(user).toBeGreaterThan(dockerfile.lastIndexOf('\nFROM '));
    expect(dockerfile.indexOf('\nCMD ')).toBeGreaterThan(user);
  });

  it('copies nothing that .dockerignore leaves out', () => {
    const kept = [...readText('.dockerignore').matchAll(/^!(.+)$/gm)].map((match) => match[1]);
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
      (match) => match[1]?.split(' ') ?? [],
    );
    expect(copied.filter((name) => name !== '.' && !kept.includes(name))).toEqual([]);
  });
});
