/** One request at a time that a reader may cancel, and what became of it. */
import { useCallback, useEffect, useRef, useState } from 'react';

export type Run<T> =
  | { type: 'idle' }
  /** `slow`: it takes long enough that the reader should be told. */
  | { type: 'running'; slow: boolean }
  | { type: 'done'; value: T }
  | { type: 'failed'; error: unknown }
  | { type: 'cancelled' };

const SLOW_AFTER_MS = 300;

/** `start` cancels what still runs; the work gets a signal to abort its request with. */
export function useRun<T>() {
  const [run, setRun] = useState<Run<T>>({ type: 'idle' });
  const current = useRef<AbortController | undefined>(undefined);

  const start = useCallback(async (work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> => {
    current.current?.abort();
    const controller = new AbortController();
    current.current = controller;
    setRun({ type: 'running', slow: false });
    const timer = setTimeout(() => setRun({ type: 'running', slow: true }), SLOW_AFTER_MS);
    const end = (result: Run<T>) => {
      clearTimeout(timer);
      if (current.current !== controller) return;
      current.current = undefined;
      setRun(result);
    };
    try {
      const value = await work(controller.signal);
      if (controller.signal.aborted) return undefined;
      end({ type: 'done', value });
      return value;
    } catch (error) {
      end(controller.signal.aborted ? { type: 'cancelled' } : { type: 'failed', error });
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }, []);

  const cancel = useCallback(() => {
    if (!current.current) return;
    current.current.abort();
    current.current = undefined;
    setRun({ type: 'cancelled' });
  }, []);

  const reset = useCallback(() => {
    current.current?.abort();
    current.current = undefined;
    setRun({ type: 'idle' });
  }, []);

  useEffect(() => () => current.current?.abort(), []);

  return { run, start, cancel, reset };
}
