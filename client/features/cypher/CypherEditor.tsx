/** The text editor itself. A chunk of its own: it is loaded when the panel opens. */
import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { Compartment, EditorState, type Extension, Prec } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import './cypher-editor.css';
import { cypherAssistance, setServerProblems } from './editor-assistance.ts';
import { cypherHighlight } from './editor-highlight.ts';
import type { LanguageSchema, Problem } from './language-messages.ts';

type CypherEditorProps = {
  value: string;
  onChange: (value: string) => void;
  onRun: () => void;
  schema: LanguageSchema;
  problems: readonly Problem[];
  theme: 'light' | 'dark';
  /** Id of the text that tells how to leave the editor by keyboard. */
  describedBy: string;
};

const EXAMPLE =
  'MATCH (i:IP)-[r:LOOKED_UP]->(h:HostName)\nRETURN h, sum(r.count) AS lookups\nORDER BY lookups DESC\nLIMIT 20';

const toLanguage = (schema: LanguageSchema): Extension => [cypherHighlight(schema), cypherAssistance(schema)];
const toLook = (theme: 'light' | 'dark'): Extension => EditorView.theme({}, { dark: theme === 'dark' });

export function CypherEditor({ value, onChange, onRun, schema, problems, theme, describedBy }: CypherEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | undefined>(undefined);
  const language = useRef(new Compartment());
  const look = useRef(new Compartment());
  const latest = useRef({ onChange, onRun });
  latest.current = { onChange, onRun };
  const initial = useRef({ value, schema, theme, describedBy });

  useEffect(() => {
    if (!host.current) return undefined;
    const run = () => {
      latest.current.onRun();
      return true;
    };
    const { value: doc, schema: firstSchema, theme: firstTheme, describedBy: description } = initial.current;
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc,
        extensions: [
          // Tab is not bound: it leaves the editor as it leaves every other field.
          Prec.highest(keymap.of([{ key: 'Mod-Enter', run }])),
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
          history(),
          lineNumbers(),
          drawSelection(),
          bracketMatching(),
          closeBrackets(),
          placeholder(EXAMPLE),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({
            'aria-label': 'Cypher query',
            'aria-describedby': description,
            'aria-multiline': 'true',
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
          language.current.of(toLanguage(firstSchema)),
          look.current.of(toLook(firstTheme)),
        ],
      }),
    });
    editor.current = view;
    return () => view.destroy();
  }, []);

  useEffect(() => {
    const view = editor.current;
    if (!view || view.state.doc.toString() === value) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    editor.current?.dispatch({ effects: language.current.reconfigure(toLanguage(schema)) });
  }, [schema]);

  useEffect(() => {
    editor.current?.dispatch({ effects: look.current.reconfigure(toLook(theme)) });
  }, [theme]);

  useEffect(() => {
    editor.current?.dispatch({ effects: setServerProblems.of(problems) });
  }, [problems]);

  return <div ref={host} className="cypher-editor" />;
}
