/** The environment, read once. Every bad variable is named in one StartError. */
import path from 'node:path';
import { z } from 'zod';
import { StartError } from './errors.ts';

/** The Neo4j we manage ourselves when `NEO4J_URI` is unset: the newest 5.26 LTS tried with this code. */
export const DEFAULT_NEO4J_VERSION = '5.26.30';

/** pino's levels. */
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Every variable we read. README.md lists the same ones; a test compares them. */
export const Environment = z.object({
  PORT: z.coerce.number('is no port number').int().min(0, 'is below 0').max(65_535, 'is above 65535').default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  NEO4J_URI: z
    .string()
    .regex(/^(neo4j|bolt)(\+s|\+ssc)?:\/\/[^/\s]+/, 'is no address such as bolt://127.0.0.1:7687 or neo4j://host:7687')
    .optional(),
  NEO4J_USER: z.string().min(1).default('neo4j'),
  NEO4J_PASSWORD: z.string().optional(),
  NEO4J_DATABASE: z.string().min(1).optional(),
  NEO4J_VERSION: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, 'is no version such as 5.26.30')
    .default(DEFAULT_NEO4J_VERSION),
  DATA_DIR: z.string().min(1).default('.data'),
  MAX_UPLOAD_MB: z.coerce.number('is no number').int('is no whole number').min(1, 'is below 1').default(20_480),
  SAMPLE: z.enum(['0', '1'], 'is neither 0 nor 1').default('1'),
  LOG_LEVEL: z.enum(LOG_LEVELS, `is none of ${LOG_LEVELS.join(', ')}`).default('warn'),
});

export type Config = {
  host: string;
  port: number;
  /** Undefined: we run a Neo4j of our own. */
  neo4j: { uri: string; user: string; password: string } | undefined;
  database: string | undefined;
  neo4jVersion: string;
  /** Absolute. */
  dataDir: string;
  /** Octets one upload may have. */
  maxUpload: number;
  loadSample: boolean;
  logLevel: string;
};

/** Empty variables count as unset, as in a `.env` line with nothing behind the equals sign. */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Environment.safeParse(set);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  if (set.NEO4J_URI && !set.NEO4J_PASSWORD) problems.push('NEO4J_PASSWORD is missing: NEO4J_URI needs it');
  if (!parsed.success || problems.length > 0) throw new StartError(`Bad environment: ${problems.join('; ')}.`);
  const { data } = parsed;
  return {
    host: data.HOST,
    port: data.PORT,
    neo4j: data.NEO4J_URI
      ? { uri: data.NEO4J_URI, user: data.NEO4J_USER, password: data.NEO4J_PASSWORD ?? '' }
      : undefined,
    database: data.NEO4J_DATABASE,
    neo4jVersion: data.NEO4J_VERSION,
    dataDir: path.resolve(data.DATA_DIR),
    maxUpload: data.MAX_UPLOAD_MB * 1024 * 1024,
    loadSample: data.SAMPLE === '1',
    logLevel: data.LOG_LEVEL,
  };
}
