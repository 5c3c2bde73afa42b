import { expect, test, vi } from 'vitest';
import { createCanvas } from '../../client/canvas/create-canvas.ts';
import { makeStar } from './canvas/graphs.ts';

vi.mock('../../client/canvas/layout-job.ts', () => ({
  startLayout: () => ({ done: Promise.reject(new Error('The layout did not finish.')), cancel: () => undefined }),
}));

test('a first layout that fails is said, and the nodes stay', async () => {
  const canvas = createCanvas();
  const heard: string[] = [];
  canvas.onNotice((sentence) => heard.push(sentence));
  canvas.merge(makeStar('mail.tower.example', 6), { name: 'Search' });
  await vi.waitFor(() =>
    expect(heard).toEqual([expect.stringContaining('The layout did not finish. The nodes stand')]),
  );
  expect(canvas.getState()).toMatchObject({ nodeCount: 7, layout: undefined, undo: 'Search' });
});

test('a layout that was asked for and fails rejects, and moves nothing', async () => {
  const canvas = createCanvas();
  canvas.merge(makeStar('mail.tower.example', 1), { name: 'Search' });
  await expect(canvas.runLayout('grid')).rejects.toThrow('The layout did not finish.');
  expect(canvas.getState()).toMatchObject({ undo: 'Search', layout: undefined });
});
