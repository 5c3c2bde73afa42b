/** Notices that Neo4j has stopped answering without saying so: a frozen process, a cable pulled. */
import neo4j, { type Driver } from 'neo4j-driver';
import { AppError } from '../errors.ts';

/** A question that takes longer has Neo4j asked whether it is still there. */
const PATIENCE_MS = 1_500;
/** It answers this in milliseconds, unless the whole machine is busy. */
const PROBE_MS = 4_000;

async function probe(driver: Driver): Promise<void> {
  const session = driver.session({ defaultAccessMode: neo4j.session.READ });
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), PROBE_MS);
  });
  try {
    await Promise.race([session.run('RETURN 1'), deadline]);
  } finally {
    clearTimeout(timer);
    session.close().catch(() => undefined);
  }
}

/** Settles as the work does, or rejects with `neo4j-unavailable` when Neo4j does not answer another, trivial question. */
export async function whileAvailable<T>(driver: Driver, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let isSettled = false;
  const loss = new Promise<never>((_, reject) => {
    const look = async () => {
      try {
        await probe(driver);
        if (!isSettled) timer = setTimeout(look, PATIENCE_MS);
      } catch (cause) {
        reject(new AppError('neo4j-unavailable', 'Neo4j has stopped answering.', { cause }));
      }
    };
    timer = setTimeout(look, PATIENCE_MS);
  });
  try {
    return await Promise.race([work, loss]);
  } finally {
    isSettled = true;
    clearTimeout(timer);
  }
}
