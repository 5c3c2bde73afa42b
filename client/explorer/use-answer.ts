/** The answer in the table: of the saved query or the Cypher text that was asked last. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type CypherAnswer, DEFAULT_ROWS } from '../../shared/api.ts';
import { api, isAbort } from '../api.ts';
import type { Act } from '../url-state.ts';
import type { Desk, Session } from './use-session.ts';
import { toQueryTitle } from './words.ts';

type AskingAct = Extract<Act, { type: 'run' | 'cypher' }>;
export type Answered = { answer: CypherAnswer; title: string; act: AskingAct };

/** An answer of more nodes than this is put into the table first; drawing it is a second decision. */
const DRAWN_AT_ONCE = 500;

function toAct({ saved, cypher }: Desk, table: Desk['table'], limit = DEFAULT_ROWS): AskingAct | undefined {
  if (table === 'saved' && saved) return { type: 'run', query: saved.id, params: saved.params, limit };
  return table === 'cypher' && cypher ? { type: 'cypher', text: cypher.text, params: cypher.params, limit } : undefined;
}

function ask(act: AskingAct, signal: AbortSignal): Promise<CypherAnswer> {
  if (act.type === 'run') return api.runQuery(act.query, { params: act.params, limit: act.limit }, signal);
  return api.cypher({ query: act.text, params: act.params, limit: act.limit }, signal);
}

async function findTitle(act: AskingAct, signal: AbortSignal): Promise<string> {
  if (act.type === 'cypher') return 'Cypher';
  const { queries } = await api.queries(signal);
  return queries.find(({ id }) => id === act.query)?.title ?? toQueryTitle(act.query);
}

export function useAnswer({ explorer, desk, setDesk }: Session) {
  const [answered, setAnswered] = useState<Answered | undefined>(undefined);
  const draw = useCallback(({ act, answer }: Answered) => void explorer.perform(act, answer), [explorer]);

  /** A link that shows a table asks its question again; the canvas has acts of its own. */
  const linked = useRef(toAct(desk, desk.table));
  useEffect(() => {
    const act = linked.current;
    if (!act) return undefined;
    const controller = new AbortController();
    Promise.all([ask(act, controller.signal), findTitle(act, controller.signal)])
      .then(([answer, title]) => setAnswered({ answer, title, act }))
      .catch((error: unknown) => {
        if (isAbort(error)) return;
        explorer.note(
          `The table of the link could not be read: ${error instanceof Error ? error.message : String(error)}`,
        );
        setDesk({ table: undefined });
      });
    return () => controller.abort();
  }, [explorer, setDesk]);

  /** The desk as it is when the answer comes, not as it was when the question was asked. */
  const latest = useRef(desk);
  latest.current = desk;

  const take = useCallback(
    (table: 'saved' | 'cypher', { answer, title }: { answer: CypherAnswer; title: string }) => {
      const act = toAct(latest.current, table, answer.limit);
      if (!act) return;
      const next = { answer, title, act };
      setAnswered(next);
      const drawn = answer.nodes.length > 0 && answer.nodes.length <= DRAWN_AT_ONCE;
      if (drawn) draw(next);
      setDesk({ table: drawn && !latest.current.table ? undefined : table });
    },
    [draw, setDesk],
  );

  return { answered, take, draw };
}
