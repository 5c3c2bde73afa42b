/** The edge of a panel: dragged with the pointer or moved with the arrow keys. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import classes from './ResizeHandle.module.css';

type ResizeHandleProps = {
  label: string;
  /** Where the panel lies as seen from the handle: dragging away from it makes the panel larger. */
  side: 'left' | 'right' | 'below';
  size: number;
  min: number;
  max: number;
  onResize: (size: number) => void;
};

const STEP = 16;

export function ResizeHandle({ label, side, size, min, max, onResize }: ResizeHandleProps) {
  const start = useRef<{ at: number; size: number } | undefined>(undefined);
  const vertical = side === 'below';
  const sign = side === 'left' ? 1 : -1;
  const resize = (next: number) => onResize(Math.round(Math.min(max, Math.max(min, next))));
  const position = (event: PointerEvent) => (vertical ? event.clientY : event.clientX);

  const onKeyDown = (event: KeyboardEvent) => {
    const direction = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    resize(size + direction * sign * STEP);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be focused and moved; this is the window splitter pattern of ARIA
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={vertical ? 'horizontal' : 'vertical'}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      className={classes.handle}
      data-side={side}
      data-vertical={vertical || undefined}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { at: position(event), size };
      }}
      onPointerMove={(event) => {
        if (start.current) resize(start.current.size + (position(event) - start.current.at) * sign);
      }}
      onPointerUp={() => {
        start.current = undefined;
      }}
    />
  );
}
