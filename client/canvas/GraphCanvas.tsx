import { useEffect, useRef, useSyncExternalStore } from 'react';
import { toCaption } from './label-text.ts';
import type { Canvas } from './types.ts';

const numbers = new Intl.NumberFormat('en-US');

/** Shows the canvas in the page. React renders the frame only; the elements live in the canvas. */
export function GraphCanvas({ canvas }: { canvas: Canvas }) {
  const container = useRef<HTMLDivElement>(null);
  const state = useSyncExternalStore(canvas.subscribe, canvas.getState);

  useEffect(() => (container.current ? canvas.mount(container.current) : undefined), [canvas]);

  const [selected] = state.selection.nodes;
  const node = selected === undefined ? undefined : canvas.getNode(selected);
  const count = `${numbers.format(state.nodeCount)} nodes and ${numbers.format(state.edgeCount)} edges`;
  return (
    <>
      <div
        ref={container}
        role="application"
        aria-label={`Graph of ${count}. Arrow keys walk along the edges, Enter expands, Shift+F10 opens the menu.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the canvas takes keys
        tabIndex={0}
        style={{ position: 'relative', width: '100%', height: '100%', overflow: 'hidden', touchAction: 'none' }}
      />
      <div
        aria-live="polite"
        style={{ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }}
      >
        {node ? `${node.labels[0]} ${toCaption(node)} selected` : ''}
      </div>
    </>
  );
}
