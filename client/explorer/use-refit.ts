/** Keeps the whole graph in view when the canvas changes its size, until the reader has moved the view. */
import { type RefObject, useEffect } from 'react';
import type { Canvas } from '../canvas/types.ts';

/** Cytoscape measures its frame anew 100 ms after the last change of size. */
const SETTLED_MS = 150;

export function useRefit(canvas: Canvas, frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    let moved = false;
    let fitting: ReturnType<typeof setTimeout> | undefined;
    const onWheel = () => {
      moved = true;
    };
    const onPointerMove = (event: PointerEvent) => {
      if (event.buttons > 0) moved = true;
    };
    const observer = new ResizeObserver(() => {
      const [selected] = canvas.getState().selection.nodes;
      clearTimeout(fitting);
      fitting = setTimeout(() => {
        if (!moved) canvas.fit();
        else if (selected) canvas.reveal(selected);
      }, SETTLED_MS);
    });
    element.addEventListener('wheel', onWheel, { passive: true });
    element.addEventListener('pointermove', onPointerMove);
    observer.observe(element);
    return () => {
      clearTimeout(fitting);
      observer.disconnect();
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('pointermove', onPointerMove);
    };
  }, [canvas, frame]);
}
