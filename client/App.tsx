/** The screen: composes the features around one canvas. */
import { useCallback, useState } from 'react';
import { Desktop } from './Desktop.tsx';

/** A link to a picture that this canvas never showed starts a session of its own. */
export function App() {
  const [session, setSession] = useState(0);
  const restart = useCallback(() => setSession((number) => number + 1), []);
  return <Desktop key={session} onOtherView={restart} />;
}
