/** Pictures: the files that are saved, read and checked. */
import type { Browser } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type {} from '../helpers/app-setup.ts';
import { openBrowser, openPage, type TestPage } from '../helpers/browser.ts';
import { exportPicture, getLegendEntry, search, waitForCanvas } from '../helpers/browser-acts.ts';

const { baseUrl } = inject('app');
const STORY_NAME = 'mail.tower.example';

let browser: Browser;
let page: TestPage;

beforeAll(async () => {
  browser = await openBrowser();
  page = await openPage(browser, `${baseUrl}/#show=HostName:${STORY_NAME}&expand=HostName:${STORY_NAME},100`);
  await waitForCanvas(page, /[56]\d nodes/);
});
afterAll(() => browser.close());

type Svg = {
  width: number;
  height: number;
  /** Texts a reader sees, in the order of the file. */
  texts: string[];
  /** Ids of the nodes whose shapes are drawn. */
  nodes: string[];
  shapes: number;
  images: number;
  /** The ground, where there is one. */
  ground: string | null;
  fonts: number;
};

async function readSvg(content: Buffer): Promise<Svg> {
  return page.evaluate((markup) => {
    const document = new DOMParser().parseFromString(markup, 'image/svg+xml');
    const svg = document.documentElement;
    if (svg.nodeName !== 'svg') throw new Error(svg.textContent ?? 'no SVG');
    const all = (selector: string) => [...svg.querySelectorAll(selector)];
    return {
      width: Number(svg.getAttribute('width')),
      height: Number(svg.getAttribute('height')),
      texts: all('text').map((text) => text.textContent ?? ''),
      nodes: all('g > * > title').map((title) => title.textContent ?? ''),
      shapes: all('circle, ellipse, rect, polygon, path, line').length,
      images: all('image, foreignObject, script').length,
      ground: all('svg > rect')[0]?.getAttribute('fill') ?? null,
      fonts: all('style').filter((style) => style.textContent?.includes('font/woff2;base64')).length,
    };
  }, content.toString('utf8'));
}

/** Red, green, blue and opacity of a pixel. */
function getPixel(png: PNG, x: number, y: number): number[] {
  return [...png.data.subarray((y * png.width + x) * 4, (y * png.width + x) * 4 + 4)];
}

function countColors(png: PNG): number {
  const colors = new Set<number>();
  for (let i = 0; i < png.data.length; i += 4) colors.add(png.data.readUInt32BE(i));
  return colors.size;
}

describe('an SVG', () => {
  it('holds every node as shape and text, the legend, the title and the caption', async () => {
    const { name, content } = await exportPicture(page, 'SVG', async (dialog) => {
      await dialog.getByRole('textbox', { name: 'Title' }).fill('Who asked for <mail> & why');
    });
    expect(name).toMatch(/^whoasked-\d{4}-\d{2}-\d{2}-who-asked-for-mail-why\.svg$/);
    const svg = await readSvg(content);
    expect(svg.nodes).toContain(`HostName:${STORY_NAME}`);
    expect(svg.nodes).toContain('IP:198.18.0.10');
    expect(svg.nodes).toContain('DomainName:tower.example');
    expect(svg.texts).toEqual(expect.arrayContaining([STORY_NAME, '198.18.0.10', 'Who asked for <mail> & why']));
    const captions = svg.texts.join('\n');
    expect(captions).toMatch(/Seen 2 Feb 2026 – 21 Jun 2026, time zone UTC\./);
    expect(captions).toContain('Synthetic sample data');
    expect(svg.texts.filter((text) => /^(?:IP|HostName|LOOKED_UP) \d+$/.test(text))).toHaveLength(3);
    expect(svg.shapes).toBeGreaterThan(2 * svg.nodes.length);
    expect([svg.images, svg.fonts]).toEqual([0, 1]);
    expect(svg.ground).toMatch(/^#f{3,6}$/i);
  });

  it('names every node: shortened at most, never left out', async () => {
    const { content } = await exportPicture(page, 'SVG');
    const svg = await readSvg(content);
    const written = svg.texts.join('\n');
    const missing = svg.nodes.filter((id) => {
      const key = id.slice(id.indexOf(':') + 1);
      return !written.includes(key) && !written.includes(key.slice(0, 4));
    });
    expect(missing).toEqual([]);
  });

  it('shows the selection alone, without legend and ground, when told so', async () => {
    await search(page, STORY_NAME);
    const { content } = await exportPicture(page, 'SVG', async (dialog) => {
      await dialog.getByText('Selection', { exact: true }).click();
      await dialog.getByText('Transparent', { exact: true }).click();
      await dialog.getByRole('checkbox', { name: 'Legend' }).uncheck();
    });
    const svg = await readSvg(content);
    expect(svg.nodes).toEqual([`HostName:${STORY_NAME}`]);
    expect(svg.ground).toBeNull();
    expect(svg.texts.filter((text) => /^HostName \d/.test(text))).toEqual([]);
  });

  it('leaves out what is hidden, and says so', async () => {
    const country = getLegendEntry(page, 'DomainName');
    await country.click();
    const { content } = await exportPicture(page, 'SVG');
    await country.click();
    const svg = await readSvg(content);
    expect(svg.nodes.filter((id) => id.startsWith('DomainName:'))).toEqual([]);
    expect(svg.texts.join('\n')).toMatch(/Not shown: .*DomainName/);
  });
});

describe('a PNG', () => {
  it('has the size of the SVG times the scale, and something on it', async () => {
    const svg = await readSvg((await exportPicture(page, 'SVG')).content);
    for (const scale of [1, 3]) {
      const { name, content } = await exportPicture(page, 'PNG', (dialog) => dialog.getByText(`${scale}×`).click());
      expect(name).toMatch(/\.png$/);
      const png = PNG.sync.read(content);
      expect([png.width, png.height]).toEqual([svg.width * scale, svg.height * scale]);
      expect(getPixel(png, 1, 1)).toEqual([255, 255, 255, 255]);
      expect(countColors(png)).toBeGreaterThan(50);
    }
  });

  it('stands on dark or transparent ground', async () => {
    const dark = await exportPicture(page, 'PNG', (dialog) => dialog.getByText('Dark', { exact: true }).click());
    const [red = 255, green = 255, blue = 255, opacity] = getPixel(PNG.sync.read(dark.content), 1, 1);
    expect(Math.max(red, green, blue)).toBeLessThan(64);
    expect(opacity).toBe(255);
    const clear = await exportPicture(page, 'PNG', (dialog) =>
      dialog.getByText('Transparent', { exact: true }).click(),
    );
    const png = PNG.sync.read(clear.content);
    expect(getPixel(png, 1, 1)[3]).toBe(0);
    expect(countColors(png)).toBeGreaterThan(50);
  });
});

describe('the page', () => {
  it('had nothing to complain about', () => {
    expect(page.complaints).toEqual([]);
  });
});
