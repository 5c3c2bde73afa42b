/** How much the tests of faults do: a short form in `npm test`, the long one in `npm run test:faults`. */
import { createRandom, type Random } from '../../server/sample/random.ts';

const asked = process.env.FAULT_ROUNDS ?? 'short';
if (asked !== 'short' && asked !== 'long') throw new Error(`FAULT_ROUNDS is short or long, not "${asked}".`);

export const IS_LONG = asked === 'long';

export function chooseRounds(short: number, long: number): number {
  return IS_LONG ? long : short;
}

/** Another seed, to look for what the fixed one does not find. */
const SEED = Number(process.env.FAULT_SEED ?? 20_260_302);
if (!Number.isInteger(SEED)) throw new Error('FAULT_SEED is a whole number.');

/** Runs a round with its own random numbers; what it throws says how to have the same round again. */
export async function runRound<T>(topic: string, round: number, work: (random: Random) => Promise<T>): Promise<T> {
  const seed = SEED + round * 7_919;
  try {
    return await work(createRandom(seed));
  } catch (cause) {
    const said = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    throw new Error(`${topic}, round ${round} of FAULT_SEED=${SEED} FAULT_ROUNDS=${asked}: ${said}`, { cause });
  }
}
