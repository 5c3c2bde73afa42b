/**
 * Asks the language workers: one for colours and completion, one for the checks, which take longer. They start with the
 * first question and stay for the life of the page.
 */
import type { LanguageAnswer, LanguageQuestion, LanguageResponse, LanguageSchema } from './language-messages.ts';

/** A later question of the same kind took its place: its answer would be about a text that is gone. */
export class Superseded extends Error {}

type Asked = {
  question: LanguageQuestion;
  schema: LanguageSchema;
  resolve: (answer: never) => void;
  reject: (error: Error) => void;
};
/** Of each kind one question is worked on, and one at most waits: typing is faster than parsing. */
type Lane = { running?: Asked; waiting?: Asked };

const lanes: Record<LanguageQuestion['type'], Lane> = { highlight: {}, complete: {}, lint: {} };
const workers = new Map<string, Worker>();

function send(asked: Asked): void {
  const { type } = asked.question;
  lanes[type].running = asked;
  const name = type === 'lint' ? 'checks' : 'typing';
  const worker = workers.get(name) ?? startWorker(name);
  worker.postMessage({ schema: asked.schema, ...asked.question });
}

function finish(type: LanguageQuestion['type'], settle: (asked: Asked) => void): void {
  const lane = lanes[type];
  const { running, waiting } = lane;
  lane.running = undefined;
  lane.waiting = undefined;
  if (running) settle(running);
  if (waiting) send(waiting);
}

function startWorker(name: string): Worker {
  const worker = new Worker(new URL('./language-worker.ts', import.meta.url), { type: 'module', name });
  workers.set(name, worker);
  worker.addEventListener('message', ({ data }: MessageEvent<LanguageResponse>) => {
    finish(data.type, ({ resolve, reject }) => {
      if (data.error === undefined) resolve(data.answer as never);
      else reject(new Error(data.error));
    });
  });
  worker.addEventListener('error', ({ message }) => {
    for (const type of name === 'checks' ? (['lint'] as const) : (['highlight', 'complete'] as const)) {
      finish(type, ({ reject }) => reject(new Error(message || 'The language worker did not start.')));
    }
  });
  return worker;
}

/** Rejects with `Superseded` when a later question of the same type comes before this one could be worked on. */
export function askLanguage<Q extends LanguageQuestion>(
  question: Q,
  schema: LanguageSchema,
): Promise<LanguageAnswer[Q['type']]> {
  return new Promise((resolve, reject) => {
    const asked: Asked = { question, schema, resolve, reject };
    const lane = lanes[question.type];
    if (!lane.running) {
      send(asked);
      return;
    }
    lane.waiting?.reject(new Superseded());
    lane.waiting = asked;
  });
}
