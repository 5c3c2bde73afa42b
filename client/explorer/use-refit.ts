/** Keeps the whole graph in view when the canvas changes its size, until the reader has moved the view. */
import { type RefObject, useEffect } from 'react';
import type { Canvas } from '../canvas/types.ts';

export function useRefit(canvas: Canvas, frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    let moved = false;
    let fitting = 0;
    const onWheel = () => {
      moved = true;
    };
    const onPointerMove = (event: PointerEvent) => {
      if (event.buttons > 0) moved = true;
    };
    const observer = new ResizeObserver(() => {
      const [selected] = canvas.getState().selection.nodes;
      cancelAnimationFrame(fitting);
      // The canvas measures its frame in the same moment; it has to be first.
      fitting = requestAnimationFrame(() => {
        if (!moved) canvas.fit();
        else if (selected) canvas.reveal(selected);
      });
    });
    element.addEventListener('wheel', onWheel, { passive: true });
    element.addEventListener('pointermove', onPointerMove);
    observer.observe(element);
    return () => {
      cancelAnimationFrame(fitting);
      observer.disconnect();
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('pointermove', onPointerMove);
    };
  }, [canvas, frame]);
}
