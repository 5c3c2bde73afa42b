/** Statements run in this browser tab, newest first. They end with the tab and never leave it. */
import { z } from 'zod';

const KEY = 'whoasked-cypher-history';
const MAX_STATEMENTS = 50;

const Statements = z.array(z.string());

export function readHistory(): string[] {
  try {
    return Statements.parse(JSON.parse(sessionStorage.getItem(KEY) ?? '[]'));
  } catch {
    // Storage may be switched off, or hold what an older version wrote: then there is no history.
    return [];
  }
}

/** Newest first, each statement once. */
export function addToHistory(history: readonly string[], statement: string): string[] {
  return [statement, ...history.filter((other) => other !== statement)].slice(0, MAX_STATEMENTS);
}

export function writeHistory(history: readonly string[]): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(history));
  } catch {
    // Without storage the history lasts as long as the page.
  }
}
