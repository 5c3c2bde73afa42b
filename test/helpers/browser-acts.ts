/** What a user does on the page, by the names a screen reader would say. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';

export function getCanvas(page: Page): Locator {
  return page.getByRole('application', { name: /^Graph of/ });
}

export function getDetails(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Details' });
}

/** A button of the legend, by the label or edge type it stands for. */
export function getLegendEntry(page: Page, name: string): Locator {
  return page.getByRole('region', { name: 'Legend' }).getByRole('button', { name: new RegExp(`^${name} \\d`) });
}

/** The selected node on the canvas: an element at its place, with its size. */
export function getActiveNode(page: Page): Locator {
  return getCanvas(page).getByRole('img');
}

/** Settles when the canvas holds what was asked for and has stopped moving. */
export async function waitForCanvas(page: Page, nodes: number | RegExp): Promise<void> {
  const count =
    typeof nodes === 'number' ? `^Graph of ${nodes.toLocaleString('en')} nodes?` : `^Graph of ${nodes.source}`;
  await page.getByRole('application', { name: new RegExp(count) }).waitFor();
  await page.getByRole('button', { name: 'Layout', exact: true }).and(page.locator(':not([data-loading])')).waitFor();
}

/** Types into the search and takes the hit of this name. */
export async function search(page: Page, text: string, hit = text): Promise<void> {
  await page.getByRole('textbox', { name: /^Search names/ }).fill(text);
  await page
    .getByRole('option')
    .filter({ has: page.getByText(hit, { exact: true }) })
    .first()
    .click();
}

/** Opens a panel beside the canvas; it may be open already. */
export async function openPanel(page: Page, name: 'Queries' | 'Cypher' | 'Imports'): Promise<void> {
  const button = page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name });
  if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click();
}

/** The canvas as an SVG, by the export dialog as it stands after opening it; `choose` may press what is in it. */
export async function exportPicture(
  page: Page,
  format: 'PNG' | 'SVG',
  choose: (dialog: Locator) => Promise<void> = async () => {},
): Promise<{ name: string; content: Buffer }> {
  await page.getByRole('button', { name: 'Export picture' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export picture' });
  await dialog.getByText(format, { exact: true }).click();
  await choose(dialog);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: `Export ${format}` }).click(),
  ]);
  const content = await readFile(await download.path());
  await dialog.getByRole('button', { name: 'Close the export' }).click();
  return { name: download.suggestedFilename(), content };
}

export type Place = { x: number; y: number };

/** Where each node lies on the canvas, by its id, in the canvas's own units; the first given node is the origin. */
export async function readPlaces(page: Page, origin: string): Promise<Map<string, Place>> {
  const { content } = await exportPicture(page, 'SVG');
  const places = await page.evaluate((markup) => {
    const svg = document.importNode(new DOMParser().parseFromString(markup, 'image/svg+xml').documentElement, true);
    document.body.append(svg);
    const found = [...svg.querySelectorAll<SVGGraphicsElement>('g > * > title')].map((title) => {
      const box = (title.parentElement as unknown as SVGGraphicsElement).getBBox();
      return [title.textContent, { x: box.x + box.width / 2, y: box.y + box.height / 2 }] as const;
    });
    svg.remove();
    return found;
  }, content.toString('utf8'));
  const zero = new Map(places).get(origin);
  if (!zero) throw new Error(`${origin} is not in the picture`);
  return new Map(places.map(([id, { x, y }]) => [id, { x: Math.round(x - zero.x), y: Math.round(y - zero.y) }]));
}
