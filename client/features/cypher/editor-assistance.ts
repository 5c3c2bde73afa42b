/** Completion from the live schema, and underlined problems: the worker's while typing, the server's after a run. */
import { autocompletion, type CompletionContext, type CompletionResult, snippet } from '@codemirror/autocomplete';
import { type Diagnostic, linter } from '@codemirror/lint';
import { type Extension, StateEffect, StateField } from '@codemirror/state';
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

export function cypherAssistance(schema: LanguageSchema): Extension {
  return [
    serverProblems,
    autocompletion({ override: [(context) => complete(context, schema)], icons: false, closeOnBlur: true }),
    linter(
      async (view) => {
        const { doc } = view.state;
        const text = doc.toString();
        const found = view.state.field(serverProblems);
        const typed =
          text.trim() === '' ? [] : await askLanguage({ type: 'lint', text }, schema).catch((): Problem[] => []);
        const remarks = found.length > 0 ? typed.filter(({ severity }) => severity === 'warning') : typed;
        return [...toDiagnostics(found, doc.length, 'Neo4j'), ...toDiagnostics(remarks, doc.length)];
      },
      {
        delay: LINT_DELAY_MS,
        needsRefresh: ({ transactions }) =>
          transactions.some(({ effects }) => effects.some((effect) => effect.is(setServerProblems))),
      },
    ),
  ];
}
