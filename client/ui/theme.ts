/** Mantine's theme: dense, calm, one font. */
import { ActionIcon, Button, createTheme, Kbd, type MantineColorsTuple, Tooltip } from '@mantine/core';

/** Cool greys; 6 to 9 are the surfaces of the dark screen. */
const dark: MantineColorsTuple = [
  '#d5d9df',
  '#b3bac4',
  '#98a1ad',
  '#6b7580',
  '#3d4650',
  '#303841',
  '#262d35',
  '#1d2329',
  '#161b20',
  '#101418',
];

/** Okabe–Ito blue, from which the interface takes its one accent. */
const accent: MantineColorsTuple = [
  '#e6f3fb',
  '#cde5f5',
  '#9bcbeb',
  '#66aedf',
  '#3d97d6',
  '#2389d1',
  '#0067a3',
  '#005b91',
  '#004e7d',
  '#003f66',
];

export const theme = createTheme({
  colors: { dark, accent },
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 4 },
  autoContrast: true,
  // White on the dark scheme's accent is below 4.5:1.
  luminanceThreshold: 0.2,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', Consolas, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '19px' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.45', xl: '1.4' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '28px' },
  headings: { fontWeight: '600' },
  defaultRadius: 4,
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 28 } }),
    Button: Button.extend({ defaultProps: { size: 'xs' } }),
    Kbd: Kbd.extend({ defaultProps: { size: 'xs' } }),
    Tooltip: Tooltip.extend({
      defaultProps: {
        openDelay: 400,
        withArrow: false,
        multiline: true,
        maw: 320,
        fz: 12,
        // The keyboard reaches what the pointer reaches.
        events: { hover: true, focus: true, touch: false },
      },
    }),
  },
});
