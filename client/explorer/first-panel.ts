/** Which panel is open where no link says so: at first the saved queries, then what the reader left open. */
import { readLocalStorageValue } from '@mantine/hooks';
import { PANELS, type Panel } from '../url-state.ts';

const KEY = 'whoasked-panel';
const NONE = 'none';
/** Below this width an open panel and the details leave the canvas too little. */
const WIDE = '(min-width: 1280px)';

export function findFirstPanel(): Panel | undefined {
  if (!window.matchMedia(WIDE).matches) return undefined;
  const kept = readLocalStorageValue<string>({ key: KEY, defaultValue: 'queries' });
  return PANELS.find((panel) => panel === kept);
}

/** Remembers it for the next visit; a browser that keeps nothing starts as at first. */
export function keepPanel(panel: Panel | undefined): void {
  if (!window.matchMedia(WIDE).matches) return;
  try {
    localStorage.setItem(KEY, JSON.stringify(panel ?? NONE));
  } catch {
    // Storage is switched off or full.
  }
}
