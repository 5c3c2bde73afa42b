import { describe, expect, test } from 'vitest';
import { createCanvas } from '../../client/canvas/create-canvas.ts';
import { chooseFittingScale, getSizeError } from '../../client/canvas/picture-size.ts';
import { escapeXml } from '../../client/canvas/svg-markup.ts';
import { PALETTES } from '../../client/canvas/theme.ts';
import type { PictureOptions } from '../../client/canvas/types.ts';
import type { Graph } from '../../shared/graph.ts';
import { makeEdge, makeNode, makeStar } from './canvas/graphs.ts';
import { findAll, parseXml } from './canvas/parse-xml.ts';

const HUB = 'HostName:mail.tower.example';
const HOSTILE = `<script>alert("x")</script> & 'co' \u0007\ud800`;
const OPTIONS: PictureOptions = {
  format: 'svg',
  scope: 'all',
  background: 'white',
  scale: 1,
  title: 'Who looked up mail.tower.example',
  caption: ['Data set: test', 'UTC'],
  legend: true,
};

function makeGraph(): Graph {
  const star = makeStar('mail.tower.example', 3);
  const organization = makeNode('Organization', HOSTILE);
  return {
    nodes: [...star.nodes, organization],
    edges: [
      ...star.edges,
      makeEdge('QUERIED_FROM', HUB, organization.id),
      makeEdge('REGISTERED_TO', HUB, organization.id),
    ],
  };
}

function makeCanvas(graph = makeGraph()) {
  const canvas = createCanvas();
  canvas.merge(graph, { name: 'Search' });
  canvas.cancelLayout();
  return canvas;
}

async function draw(canvas: ReturnType<typeof makeCanvas>, options: Partial<PictureOptions> = {}) {
  const picture = await canvas.toPicture({ ...OPTIONS, ...options });
  const root = parseXml(await picture.blob.text());
  const texts = findAll(root, 'text').map(({ text }) => text);
  return { picture, root, texts };
}

describe('svg', () => {
  test('is well formed, with real text for every name, whatever it is made of', async () => {
    const { root, texts, picture } = await draw(makeCanvas());
    expect(root.name).toBe('svg');
    expect(texts).toContain('mail.tower.example');
    for (const client of [1, 2, 3]) expect(texts).toContain(`198.51.100.${client}`);
    expect(texts.some((text) => text.startsWith('<script'))).toBe(true);
    expect(findAll(root, 'script')).toEqual([]);
    expect(findAll(root, 'image')).toEqual([]);
    expect(root.attributes).toMatchObject({ width: `${picture.width}`, height: `${picture.height}` });
    expect(picture.blob.type).toBe('image/svg+xml');
    expect(picture.filename).toMatch(/^whoasked-\d{4}-\d\d-\d\d-who-looked-up-mail-tower-example\.svg$/);
  });

  test('draws one shape per node and one line with a head per edge', async () => {
    const { root } = await draw(makeCanvas(), { legend: false });
    expect(findAll(root, 'ellipse')).toHaveLength(1);
    expect(findAll(root, 'path')).toHaveLength(5);
    // Three squares, one octagon, five arrow heads.
    expect(findAll(root, 'polygon')).toHaveLength(9);
  });

  test('carries title, caption and a legend of what is shown only', async () => {
    const canvas = makeCanvas();
    canvas.setHiddenLabel('Organization', true);
    const { texts } = await draw(canvas);
    expect(texts).toEqual(
      expect.arrayContaining([
        'Who looked up mail.tower.example',
        'Data set: test',
        'IP 3',
        'HostName 1',
        'LOOKED_UP 3',
      ]),
    );
    expect(texts.join('\n')).not.toMatch(/Organization|QUERIED_FROM|script/);
  });

  test('hidden nodes and edges are not in it', async () => {
    const canvas = makeCanvas();
    canvas.hide(['IP:198.51.100.2']);
    canvas.setHiddenType('QUERIED_FROM', true);
    const { root, texts } = await draw(canvas, { legend: false });
    expect(texts).not.toContain('198.51.100.2');
    expect(findAll(root, 'path')).toHaveLength(3);
  });

  test('a selection is drawn alone, without its ring', async () => {
    const canvas = makeCanvas();
    canvas.select({ nodes: [HUB, 'IP:198.51.100.1'] });
    const { root, texts, picture } = await draw(canvas, { scope: 'selection', legend: false });
    expect(texts).toEqual(expect.arrayContaining(['mail.tower.example', '198.51.100.1']));
    expect(texts).not.toContain('198.51.100.2');
    expect(findAll(root, 'path')).toHaveLength(1);
    expect(await picture.blob.text()).not.toContain(PALETTES.light.accent);
  });

  test.each([
    ['white', '#ffffff', '#0067a3'],
    ['dark', PALETTES.dark.paper, '#56b4e9'],
    ['transparent', undefined, '#0067a3'],
  ] as const)('on %s the colours follow', async (background, paper, hostName) => {
    const { root } = await draw(makeCanvas(), { background, legend: false });
    const sheet = root.children.find((child) => child.name === 'rect');
    expect(sheet?.attributes.fill).toBe(paper);
    expect(findAll(root, 'ellipse')[0]?.attributes.fill).toBe(hostName);
  });

  test('says how much of an expansion is drawn', async () => {
    const canvas = makeCanvas();
    canvas.merge(makeStar('mail.tower.example', 4), {
      name: 'Expand',
      beside: HUB,
      expansion: { node: HUB, type: 'LOOKED_UP', shown: 4, total: 5210 },
    });
    expect((await draw(canvas)).texts).toContain('4 of 5,210');
  });

  test('an empty canvas and an empty selection have no picture, and it says why', async () => {
    await expect(createCanvas().toPicture(OPTIONS)).rejects.toThrow('The canvas is empty.');
    await expect(makeCanvas().toPicture({ ...OPTIONS, scope: 'selection' })).rejects.toThrow('Nothing is selected');
  });
});

test('XML takes no control characters and no half characters', () => {
  expect(escapeXml('a\u0000b\ud83dc\n<&>"\'')).toBe('a\ufffdb\ufffdc\n&lt;&amp;&gt;&quot;&apos;');
  expect(escapeXml('😀')).toBe('😀');
});

test('a picture too large for the browser says which scale works', () => {
  const size = { width: 6000, height: 5000 };
  expect(chooseFittingScale({ width: 1000, height: 800 }, 4)).toBe(4);
  expect(chooseFittingScale(size, 4)).toBe(2);
  expect(getSizeError(size, 4)).toBe(
    'The picture would have 24000 × 20000 pixels, more than the browser can draw. 2× works.',
  );
  expect(getSizeError({ width: 40_000, height: 900 }, 1)).toContain('Export a selection, or an SVG');
});
