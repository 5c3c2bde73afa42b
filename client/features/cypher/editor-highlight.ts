/** Colours by the language worker's tokens: the text shows at once, its colours a moment later. */
import { RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { askLanguage } from './language-client.ts';
import type { LanguageSchema, Token } from './language-messages.ts';

const CLASSES: Record<string, string> = {
  comment: 'cy-comment',
  keyword: 'cy-keyword',
  label: 'cy-label',
  function: 'cy-function',
  predicateFunction: 'cy-function',
  procedure: 'cy-function',
  paramDollar: 'cy-param',
  paramValue: 'cy-param',
  stringLiteral: 'cy-string',
  keywordLiteral: 'cy-string',
  numberLiteral: 'cy-number',
  booleanLiteral: 'cy-number',
  property: 'cy-property',
  operator: 'cy-operator',
  separator: 'cy-operator',
  punctuation: 'cy-operator',
};

const marks = new Map(
  [...new Set(Object.values(CLASSES))].map((name) => [name, Decoration.mark({ class: name })] as const),
);
const setTokens = StateEffect.define<readonly Token[]>();

function toDecorations(tokens: readonly Token[], length: number): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  let end = 0;
  for (const { from, to, type } of tokens) {
    const mark = marks.get(CLASSES[type] ?? '');
    if (!mark || from < end || to > length || to <= from) continue;
    builder.add(from, to, mark);
    end = to;
  }
  return builder.finish();
}

const colours = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(decorations, transaction) {
    const tokens = transaction.effects.find((effect) => effect.is(setTokens))?.value as readonly Token[] | undefined;
    return tokens ? toDecorations(tokens, transaction.newDoc.length) : decorations.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Without the worker the text stays as it is, uncoloured: that is no error worth a message. */
export function cypherHighlight(schema: LanguageSchema) {
  const asker = ViewPlugin.fromClass(
    class {
      constructor(view: EditorView) {
        this.ask(view);
      }

      update(update: ViewUpdate): void {
        if (update.docChanged) this.ask(update.view);
      }

      ask(view: EditorView): void {
        const { doc } = view.state;
        askLanguage({ type: 'highlight', text: doc.toString() }, schema).then(
          (tokens) => {
            if (view.state.doc === doc) view.dispatch({ effects: setTokens.of(tokens) });
          },
          () => undefined,
        );
      }
    },
  );
  return [colours, asker];
}
