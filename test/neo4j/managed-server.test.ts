/** The managed server with real processes that are really killed. One data folder, one story: the order matters. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../server/config.ts';
import { closeDatabase, type Database, openDatabase, readRecords, runAutoCommit } from '../../server/graph/database.ts';
import { type ManagedNeo4j, startManagedNeo4j } from '../../server/neo4j/managed.ts';
import { findProcesses } from '../../server/neo4j/processes.ts';
import { findHome, readRunFile } from '../../server/neo4j/run-file.ts';
import { findServers } from '../../server/neo4j/server-process.ts';
import { ROOT } from '../helpers/source-tree.ts';

const dataDir = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'whoasked-managed-'));
const home = findHome(dataDir);
const version = parseConfig(process.env).neo4jVersion;

let first: ManagedNeo4j;
let database: Database;
let user: ChildProcess | undefined;

function start(): Promise<ManagedNeo4j> {
  return startManagedNeo4j({ dataDir, version, onProgress: () => {} });
}

function findSupervisors(): number[] {
  return findProcesses('supervisor.ts', JSON.stringify(home));
}

/** Fails by the timeout of the test when it does not happen. */
async function until(happened: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await happened())) await wait(100);
}

async function readMark(): Promise<unknown> {
  return (await readRecords(database, 'MATCH (mark:Mark) RETURN mark.value AS value'))[0]?.get('value');
}

async function canLogIn(): Promise<boolean> {
  return readMark().then(
    () => true,
    () => false,
  );
}

function kill(pid: number | undefined): void {
  if (pid === undefined) throw new Error('There is no process to kill.');
  process.kill(pid, 'SIGKILL');
}

beforeAll(async () => {
  first = await start();
  database = openDatabase(first.connection);
  await runAutoCommit(database, 'CREATE (:Mark {value: 7})');
}, 180_000);

afterAll(async () => {
  await closeDatabase(database);
  user?.kill('SIGKILL');
  await until(() => findSupervisors().length === 0);
  rmSync(dataDir, { recursive: true });
});

/** Neo4j is started four times. On a busy machine each takes half a minute. */
describe('the managed server', { timeout: 180_000 }, () => {
  it('lets nobody else read its password, its token and its configuration', () => {
    for (const name of ['password', 'run.json', 'conf/neo4j.conf']) {
      expect([name, statSync(path.join(home, name)).mode & 0o777]).toEqual([name, 0o600]);
    }
    expect(statSync(home).mode & 0o777).toBe(0o700);
  });

  it('refuses another password', async () => {
    const stranger = openDatabase({ ...first.connection, password: 'neo4j' });
    await expect(readRecords(stranger, 'RETURN 1')).rejects.toMatchObject({ code: 'neo4j-credentials' });
    await closeDatabase(stranger);
  });

  it('runs the version asked for, with HTTP and the usage report off and Bolt on loopback', async () => {
    const records = await readRecords(
      database,
      'SHOW SETTINGS "server.http.enabled", "dbms.usage_report.enabled", "server.bolt.listen_address" YIELD value RETURN value',
    );
    const port = readRunFile(home)?.boltPort;
    expect(records.map((record) => record.get('value')).sort()).toEqual([`127.0.0.1:${port}`, 'false', 'false']);
    const [components] = await readRecords(
      database,
      'CALL dbms.components() YIELD versions RETURN versions[0] AS version',
    );
    expect(components?.get('version')).toBe(version);
  });

  it('refuses to load files of this machine', async () => {
    const load = readRecords(database, 'LOAD CSV FROM "file:///etc/passwd" AS row RETURN row');
    await expect(load).rejects.toThrow(/configuration property|not allowed|not permitted/i);
  });

  it('is shared by two users, and stays while one of them is there', async () => {
    const second = await start();
    expect(second.connection).toEqual(first.connection);
    await second.release();
    expect(findServers(home)).toHaveLength(1);
    expect(await readMark()).toBe(7n);
  });

  it('refuses a user who asks for another version', async () => {
    const other = startManagedNeo4j({ dataDir, version: '5.26.1', onProgress: () => {} });
    await expect(other).rejects.toThrow(`Neo4j ${version} already runs`);
    expect(await readMark()).toBe(7n);
  });

  it('comes back on the same port with its data when Neo4j is killed', async () => {
    const [killed] = findServers(home);
    kill(killed);
    await until(() => !findServers(home).includes(killed ?? 0) && findServers(home).length === 1);
    await until(canLogIn);
    expect(await readMark()).toBe(7n);
  });

  it('comes back without a second Neo4j when its supervisor is killed', async () => {
    const [orphan] = findServers(home);
    kill(readRunFile(home)?.pid);
    await until(() => findServers(home).length === 1 && !findServers(home).includes(orphan ?? 0));
    await until(canLogIn);
    expect(await readMark()).toBe(7n);
    expect(findSupervisors()).toHaveLength(1);
  });

  it('ends by itself when its last user is killed', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'test/helpers/neo4j-user.ts', dataDir], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    user = child;
    const uri = await new Promise<string>((resolve) =>
      child.stdout.once('data', (data) => resolve(String(data).trim())),
    );
    expect(uri).toBe(first.connection.uri);
    await first.release();
    expect(findServers(home)).toHaveLength(1);
    child.kill('SIGKILL');
    await until(() => findServers(home).length === 0 && findSupervisors().length === 0);
  });

  it('is started once by two at the same time, keeps its data, and leaves no process when both are done', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    expect(one.connection).toEqual(other.connection);
    expect([findSupervisors().length, findServers(home).length]).toEqual([1, 1]);
    await closeDatabase(database);
    database = openDatabase(one.connection);
    expect(await readMark()).toBe(7n);
    await Promise.all([one.release(), other.release()]);
    expect([findSupervisors(), findServers(home)]).toEqual([[], []]);
    expect(readRunFile(home)).toBeUndefined();
  });
});
