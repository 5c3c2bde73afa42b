/** Asks the language worker. The worker starts with the first question and stays for the life of the page. */
import type { LanguageAnswer, LanguageQuestion, LanguageResponse, LanguageSchema } from './language-messages.ts';

type Waiting = { resolve: (answer: never) => void; reject: (error: Error) => void };

const waiting = new Map<number, Waiting>();
let worker: Worker | undefined;
let lastId = 0;

function startWorker(): Worker {
  const started = new Worker(new URL('./language-worker.ts', import.meta.url), { type: 'module' });
  started.addEventListener('message', ({ data }: MessageEvent<LanguageResponse>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error === undefined) asked?.resolve(data.answer as never);
    else asked?.reject(new Error(data.error));
  });
  started.addEventListener('error', ({ message }) => {
    for (const { reject } of waiting.values()) reject(new Error(message || 'The language worker did not start.'));
    waiting.clear();
  });
  return started;
}

export function askLanguage<Q extends LanguageQuestion>(
  question: Q,
  schema: LanguageSchema,
): Promise<LanguageAnswer[Q['type']]> {
  worker ??= startWorker();
  const id = ++lastId;
  const running = worker;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    running.postMessage({ id, schema, ...question });
  });
}
