/** Completion from the live schema, and underlined problems: the worker's while typing, the server's after a run. */
import { autocompletion, type CompletionContext, type CompletionResult, snippet } from '@codemirror/autocomplete';
import { type Diagnostic, linter } from '@codemirror/lint';
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import type { EditorView, ViewUpdate } from '@codemirror/view';
import { askLanguage } from './language-client.ts';
import type { LanguageSchema, Problem } from './language-messages.ts';

const LINT_DELAY_MS = 500;

/** A keyword is what the reader wants least where a label or a property fits as well. */
const BOOSTS: Record<string, number> = { type: 3, property: 3, variable: 2, function: 0, keyword: -1 };

async function complete(context: CompletionContext, schema: LanguageSchema): Promise<CompletionResult | null> {
  const word = context.matchBefore(/[\p{L}\p{N}_]+/u);
  const before = context.state.sliceDoc(Math.max(0, context.pos - 1), context.pos);
  if (!context.explicit && !word && !/[:.$]/.test(before)) return null;
  const text = context.state.doc.toString();
  const completions = await askLanguage(
    { type: 'complete', text, position: context.pos, isManual: context.explicit },
    schema,
  ).catch(() => []);
  if (completions.length === 0) return null;
  return {
    from: word?.from ?? context.pos,
    validFor: /^[\p{L}\p{N}_]*$/u,
    options: completions.map(({ label, apply, isSnippet, type, detail, info }) => ({
      label,
      type,
      detail,
      info: info || undefined,
      boost: BOOSTS[type] ?? 0,
      apply: isSnippet && apply ? snippet(apply.replaceAll(': }', ':}')) : (apply ?? label),
    })),
  };
}

/** Problems the server found, at their places; they go with the next change of the text. */
export const setServerProblems = StateEffect.define<readonly Problem[]>();

const serverProblems = StateField.define<readonly Problem[]>({
  create: () => [],
  update(problems, transaction) {
    for (const effect of transaction.effects) if (effect.is(setServerProblems)) return effect.value;
    return transaction.docChanged ? [] : problems;
  },
});

function toDiagnostics(problems: readonly Problem[], length: number, source?: string): Diagnostic[] {
  return problems
    .filter(({ from }) => from <= length)
    .map(({ from, to, severity, message }) => ({ from, to: Math.min(to, length), severity, message, source }));
}

const onServerProblems = ({ transactions }: ViewUpdate) =>
  transactions.some(({ effects }) => effects.some((effect) => effect.is(setServerProblems)));

/** After the server has spoken its word stands alone; the worker's errors come back with the next change. */
async function check(view: EditorView, schema: LanguageSchema): Promise<Diagnostic[]> {
  const text = view.state.doc.toString();
  if (text.trim() === '') return [];
  const problems = await askLanguage({ type: 'lint', text }, schema).catch((): Problem[] => []);
  const spoken = view.state.field(serverProblems).length > 0;
  return toDiagnostics(spoken ? problems.filter(({ severity }) => severity === 'warning') : problems, text.length);
}

export function cypherAssistance(schema: LanguageSchema): Extension {
  return [
    serverProblems,
    autocompletion({ override: [(context) => complete(context, schema)], icons: false }),
    linter((view) => toDiagnostics(view.state.field(serverProblems), view.state.doc.length, 'Neo4j'), {
      delay: 0,
      needsRefresh: onServerProblems,
    }),
    linter((view) => check(view, schema), { delay: LINT_DELAY_MS, needsRefresh: onServerProblems }),
  ];
}
