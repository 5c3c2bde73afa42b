/** Moving nodes so that the eye can follow, and jumping where the reader asked for no motion. */
import type { Core } from 'cytoscape';
import type { Move } from './changes.ts';

const DURATION_MS = 180;
/** Above this many nodes an animation is a stutter: they jump. */
const MAX_ANIMATED = 600;

export type Motion = {
  /** The nodes already are at `after`; shows the way there from `before`. */
  play: (moves: readonly Move[]) => void;
  /** Puts every node where it belongs, at once. Call before reading or changing positions. */
  finish: () => void;
  setReduced: (reduced: boolean) => void;
};

export function createMotion(cy: Core): Motion {
  let reduced = false;
  let running: { moves: readonly Move[]; frame: number } | undefined;

  const show = (moves: readonly Move[], progress: number): void => {
    cy.batch(() => {
      for (const { id, before, after } of moves) {
        const x = before.x + (after.x - before.x) * progress;
        const y = before.y + (after.y - before.y) * progress;
        cy.getElementById(id).position({ x, y });
      }
    });
  };
  const finish = (): void => {
    if (!running) return;
    const { moves, frame } = running;
    running = undefined;
    cancelAnimationFrame(frame);
    show(moves, 1);
  };
  return {
    play: (moves) => {
      finish();
      if (reduced || cy.container() === null || moves.length === 0 || moves.length > MAX_ANIMATED) return;
      const start = performance.now();
      const step = (now: number): void => {
        if (!running) return;
        const time = Math.min(1, (now - start) / DURATION_MS);
        if (time >= 1) {
          finish();
          return;
        }
        show(moves, 1 - (1 - Math.max(0, time)) ** 3);
        running.frame = requestAnimationFrame(step);
      };
      show(moves, 0);
      running = { moves, frame: requestAnimationFrame(step) };
    },
    finish,
    setReduced: (next) => {
      reduced = next;
    },
  };
}
