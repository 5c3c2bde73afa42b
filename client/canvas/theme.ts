/** Colours that belong to no label. Those of the labels are in shared/ontology.ts. */
import type { Theme } from './types.ts';

export type Palette = {
  /** Behind the drawing on the screen. */
  background: string;
  /** Behind the drawing in a picture. */
  paper: string;
  text: string;
  mutedText: string;
  lookup: string;
  fact: string;
  /** Ring around what is selected. */
  accent: string;
};

export const PALETTES: Record<Theme, Palette> = {
  light: {
    background: '#fbfcfd',
    paper: '#ffffff',
    text: '#1b2127',
    mutedText: '#5a6570',
    lookup: '#6d8397',
    fact: '#87919b',
    accent: '#c2255c',
  },
  dark: {
    background: '#15191e',
    paper: '#15191e',
    text: '#e8ecf0',
    mutedText: '#a3aeb9',
    lookup: '#8ba3b8',
    fact: '#707b87',
    accent: '#ff8fb1',
  },
};

export const FONT_FAMILY = "'Inter Variable', Inter, system-ui, 'Segoe UI', Helvetica, Arial, sans-serif";

/** Everything that is not near the selection. */
export const FADED_OPACITY = 0.35;
