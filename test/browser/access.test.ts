/** By keyboard alone, in light and dark, at the width of a tablet, and by the rules of axe. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type {} from '../helpers/app-setup.ts';
import { findBarriers } from '../helpers/barriers.ts';
import { openBrowser, openPage } from '../helpers/browser.ts';
import { getActiveNode, getCanvas, getDetails, openPanel, waitForCanvas } from '../helpers/browser-acts.ts';

const { baseUrl } = inject('app');
const STORY_NAME = 'mail.tower.example';
const STORY_CLIENTS = 41;
const STORY = `${baseUrl}/#show=HostName:${STORY_NAME}&expand=HostName:${STORY_NAME},50&select=HostName:${STORY_NAME}`;

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it('no state of the page has a barrier that axe finds', { timeout: 180_000 }, async () => {
    const page = await openPage(browser, baseUrl, { colorScheme });
    await page.getByRole('region', { name: 'Start' }).waitFor();
    expect.soft(await findBarriers(page), 'the start').toEqual([]);

    await page.goto(STORY);
    await getDetails(page).getByText(`2,817 lookups by ${STORY_CLIENTS} clients`).waitFor();
    expect.soft(await findBarriers(page), 'a drawn graph with details').toEqual([]);

    await getCanvas(page).focus();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menu').getByText('LOOKED_UP').waitFor();
    expect.soft(await findBarriers(page), 'the context menu').toEqual([]);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    expect.soft(await findBarriers(page), 'the shortcuts').toEqual([]);
    await page.keyboard.press('Escape');

    await openPanel(page, 'Queries');
    await page.getByRole('searchbox', { name: 'Search saved queries' }).waitFor();
    expect.soft(await findBarriers(page), 'the list of saved queries').toEqual([]);

    await page.getByRole('button', { name: 'Who looked up this name, by organization' }).click();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page
      .getByRole('region', { name: /^Result: / })
      .getByRole('table')
      .waitFor();
    expect.soft(await findBarriers(page), 'a form and a table').toEqual([]);

    await openPanel(page, 'Cypher');
    await page.getByRole('textbox', { name: 'Cypher query' }).fill('MATCH (n) RETURN');
    await page
      .getByRole('region', { name: 'Cypher', exact: true })
      .getByRole('button', { name: 'Run', exact: true })
      .click();
    await page.getByRole('alert').waitFor();
    expect.soft(await findBarriers(page), 'the editor with an error').toEqual([]);

    await openPanel(page, 'Imports');
    await page.getByRole('region', { name: 'Imports' }).waitFor();
    await page.getByRole('button', { name: 'Export picture' }).click();
    await page.getByRole('dialog', { name: 'Export picture' }).waitFor();
    expect.soft(await findBarriers(page), 'imports and the export').toEqual([]);
    await page.context().close();
  });
});

describe('dark mode', () => {
  it('is switched by a button, kept, and seen on the canvas', async () => {
    const page = await openPage(browser, STORY);
    await waitForCanvas(page, /51 nodes/);
    const getGround = () => getCanvas(page).evaluate((element) => getComputedStyle(element).backgroundColor);
    const light = await getGround();
    await page.getByRole('button', { name: 'Switch to dark' }).click();
    await expect.poll(getGround).not.toBe(light);
    const dark = await getGround();
    await page.reload();
    await waitForCanvas(page, /51 nodes/);
    await expect.poll(getGround).toBe(dark);
    expect(page.complaints).toEqual([]);
    await page.context().close();
  });
});

describe('a tablet', () => {
  it('shows all of it without scrolling sideways, panels as drawers', async () => {
    const page = await openPage(browser, STORY, { viewport: { width: 834, height: 1112 }, hasTouch: true });
    await waitForCanvas(page, /51 nodes/);
    const width = () => page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    expect(await width()).toEqual([834, 834]);
    await getDetails(page).getByRole('heading', { name: STORY_NAME }).waitFor();
    const canvas = await getCanvas(page).boundingBox();
    expect(canvas?.width).toBeGreaterThan(700);
    expect(canvas?.height).toBeGreaterThan(400);

    await openPanel(page, 'Queries');
    const drawer = page.getByRole('dialog', { name: 'Queries' });
    await drawer.getByRole('button', { name: 'Who looked up this name, by organization' }).click();
    await drawer.getByRole('button', { name: 'Run', exact: true }).click();
    await drawer.waitFor({ state: 'detached' });
    await page.getByRole('region', { name: 'Result: Who looked up this name, by organization' }).waitFor();
    expect(await width()).toEqual([834, 834]);
    expect(await findBarriers(page)).toEqual([]);
    expect(page.complaints).toEqual([]);
    await page.context().close();
  });
});

describe('the keyboard alone', () => {
  it('searches, walks, expands, hides, undoes, runs a query and exports', { timeout: 120_000 }, async () => {
    const page = await openPage(browser, baseUrl);
    const { keyboard } = page;
    await page.getByRole('region', { name: 'Start' }).waitFor();

    await keyboard.press('Control+k');
    await keyboard.type('mail.tower');
    await page.getByRole('option').first().waitFor();
    await keyboard.press('Enter');
    await waitForCanvas(page, 1);

    // From the search to the canvas by Tab alone; the number of stops in between is not ours to fix here.
    await expect
      .poll(async () => {
        await keyboard.press('Tab');
        return getCanvas(page).evaluate((element) => element === document.activeElement);
      })
      .toBe(true);
    await keyboard.press('Enter');
    await waitForCanvas(page, /51 nodes/);
    await keyboard.press('ArrowUp');
    await expect.poll(() => getActiveNode(page).getAttribute('aria-label')).not.toContain(STORY_NAME);
    const walked = await getActiveNode(page).getAttribute('aria-label');
    expect(walked).not.toBeNull();

    await keyboard.press('Shift+F10');
    await page.getByRole('menu').waitFor();
    await keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await expect.poll(() => getCanvas(page).evaluate((element) => element === document.activeElement)).toBe(true);

    await keyboard.press('h');
    const hidden = page.getByRole('region', { name: 'Legend' }).getByText(/1 node hidden/);
    await hidden.waitFor();
    await keyboard.press('Control+z');
    await hidden.waitFor({ state: 'detached' });

    // The saved queries are open at first: folded and opened again.
    const queries = page.getByRole('searchbox', { name: 'Search saved queries' });
    await keyboard.press('Alt+1');
    await queries.waitFor({ state: 'detached' });
    await keyboard.press('Alt+1');
    await queries.waitFor();
    await expect
      .poll(async () => {
        await keyboard.press('Shift+Tab');
        return queries.evaluate((element) => element === document.activeElement);
      })
      .toBe(true);
    await keyboard.type('who looked up this name, by organization');
    await keyboard.press('Enter');
    const form = page.getByRole('region', { name: 'Who looked up this name, by organization' });
    await form.getByRole('heading').waitFor();
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await page.getByRole('region', { name: 'Result: Who looked up this name, by organization' }).waitFor();

    await keyboard.press('Control+Shift+E');
    await page.getByRole('dialog', { name: 'Export picture' }).waitFor();
    expect(page.complaints).toEqual([]);
    await page.context().close();
  });
});
