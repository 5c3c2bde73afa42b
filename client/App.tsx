/** The screen: composes the features around one canvas. */
import { useCallback, useState } from 'react';
import { Desktop } from './Desktop.tsx';
import { createImportQueue } from './features/imports/import-queue.ts';

/** A link to a picture that this canvas never showed starts a session of its own. */
export function App() {
  const [session, setSession] = useState(0);
  const [imports] = useState(createImportQueue);
  const restart = useCallback(() => setSession((number) => number + 1), []);
  return <Desktop key={session} imports={imports} onOtherView={restart} />;
}
