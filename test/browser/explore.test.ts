/** Search, look, expand, take back, share: the main job of the page, on the sample. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type {} from '../helpers/app-setup.ts';
import { openBrowser, openPage, type TestPage } from '../helpers/browser.ts';
import {
  getActiveNode,
  getCanvas,
  getDetails,
  getLegendEntry,
  readPlaces,
  search,
  waitForCanvas,
} from '../helpers/browser-acts.ts';

const { baseUrl } = inject('app');
const STORY_NAME = 'mail.tower.example';
const STORY_CLIENTS = 41;

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Every page of these tests has to stay free of complaints. */
async function withPage(url: string, act: (page: TestPage) => Promise<void>): Promise<void> {
  const page = await openPage(browser, url);
  await act(page);
  expect(page.complaints).toEqual([]);
  await page.context().close();
}

/** A name with more than two pages of clients and fewer than three, whatever the sample calls it. */
async function findBusyName(): Promise<{ name: string; clients: number }> {
  const query =
    'MATCH (name:HostName) WITH name, COUNT { (name)<-[:LOOKED_UP]-() } AS clients WHERE 100 < clients < 150 RETURN name.name, clients ORDER BY clients LIMIT 1';
  const response = await fetch(`${baseUrl}/api/cypher`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { rows } = (await response.json()) as { rows: [string, number][] };
  const [name, clients] = rows[0] ?? ['', 0];
  return { name, clients };
}

describe('the empty canvas', () => {
  it('says what the database holds and starts with the story of the sample', async () => {
    await withPage(baseUrl, async (page) => {
      const card = page.getByRole('region', { name: 'Start' });
      await expect.poll(() => card.textContent()).toMatch(/holds [\d,]+ names, [\d,]+ addresses and [\d,]+ pairs/);
      expect(await page.getByText('Synthetic sample data', { exact: true }).isVisible()).toBe(true);

      await card.getByRole('button', { name: /^Start with the name that one organization asked for/ }).click();
      await waitForCanvas(page, /[1-9]\d+ nodes/);
      await card.waitFor({ state: 'detached' });
      await getLegendEntry(page, 'Organization').waitFor();
      expect((await readPlaces(page, `HostName:${STORY_NAME}`)).keys()).toContain('HostName:mx.spire.example');
    });
  });
});

describe('search', () => {
  it.each([
    ['mail.tow', STORY_NAME, 'HostName'],
    ['MAIL.Tower.Example.', STORY_NAME, 'HostName'],
    ['as64496', 'AS64496', 'AS'],
    ['198.18.0.10', '198.18.0.10', 'IP'],
    ['2001:DB8:2:0::10', '2001:db8:2::10', 'IP'],
    ['harbor bank', 'Example Harbor Bank', 'Organization'],
  ])('for %s draws %s', async (text, caption, label) => {
    await withPage(baseUrl, async (page) => {
      await search(page, text, caption);
      await waitForCanvas(page, 1);
      await getDetails(page).getByRole('heading', { name: caption, exact: true }).waitFor();
      await getLegendEntry(page, label).waitFor();
      expect(await getActiveNode(page).getAttribute('aria-label')).toBe(`${label} ${caption}`);
    });
  });

  it('draws a pasted list and says what of it is not there', async () => {
    await withPage(baseUrl, async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.insertText(`${STORY_NAME}, mx.spire.example, nowhere.example`);
      await page.getByRole('option', { name: 'Draw all 2 nodes found' }).click();
      await waitForCanvas(page, 2);
      await page.getByText('Not found: nowhere.example').first().waitFor();
    });
  });

  it('says when nothing is found', async () => {
    await withPage(baseUrl, async (page) => {
      await page.getByRole('textbox', { name: /^Search names/ }).fill('nowhere.example');
      await page
        .getByText(/^(?:Nothing|No )/)
        .first()
        .waitFor();
    });
  });
});

describe('a node', () => {
  it('is selected by a click and shows its details, with neighbors by relation and their number', async () => {
    await withPage(`${baseUrl}/#show=HostName:${STORY_NAME}`, async (page) => {
      await waitForCanvas(page, 1);
      await search(page, STORY_NAME);
      const box = await getActiveNode(page).boundingBox();
      if (!box) throw new Error('The node is not on the screen');
      const corner = await getCanvas(page).boundingBox();
      await page.mouse.click((corner?.x ?? 0) + 200, (corner?.y ?? 0) + (corner?.height ?? 0) - 100);
      await getDetails(page).getByText('Select a node or an edge').waitFor();

      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      const details = getDetails(page);
      await details.getByRole('heading', { name: STORY_NAME }).waitFor();
      await details.getByText(`2,817 lookups by ${STORY_CLIENTS} clients`).waitFor();
      await details.getByRole('button', { name: `Expand ${STORY_CLIENTS}: LOOKED_UP from IP addresses` }).waitFor();
      await details.getByRole('button', { name: 'Expand 1: PART_OF to domains' }).waitFor();
    });
  });

  it('is expanded by relation, 50 at a time, and what was there stays where it is', { timeout: 120_000 }, async () => {
    const { name, clients } = await findBusyName();
    await withPage(`${baseUrl}/#show=HostName:${name}&select=HostName:${name}`, async (page) => {
      const relation = getDetails(page).getByRole('listitem').filter({ hasText: 'LOOKED_UP' });
      await relation.getByRole('button', { name: /^Expand 50: LOOKED_UP/ }).click();
      await waitForCanvas(page, 51);
      await relation.getByText(`50 of ${clients}`).waitFor();
      const onScreen = await getActiveNode(page).boundingBox();
      const first = await readPlaces(page, `HostName:${name}`);
      expect(first.size).toBe(51);

      await relation.getByRole('button', { name: /^Next 50: LOOKED_UP/ }).click();
      await waitForCanvas(page, 101);
      await relation.getByText(`100 of ${clients}`).waitFor();
      expect(await getActiveNode(page).boundingBox()).toEqual(onScreen);
      const second = await readPlaces(page, `HostName:${name}`);
      for (const [id, place] of first) expect([id, second.get(id)]).toEqual([id, place]);

      await relation.getByRole('button', { name: new RegExp(`^Next ${clients - 100}: LOOKED_UP`) }).click();
      await waitForCanvas(page, clients + 1);
      await relation.getByText('all drawn').waitFor();
    });
  });

  it('collapses, hides and comes back by undo and redo', async () => {
    await withPage(`${baseUrl}/#show=HostName:${STORY_NAME}&select=HostName:${STORY_NAME}`, async (page) => {
      await getDetails(page)
        .getByRole('button', { name: /LOOKED_UP from IP addresses$/ })
        .click();
      await waitForCanvas(page, STORY_CLIENTS + 1);
      const places = await readPlaces(page, `HostName:${STORY_NAME}`);

      await getDetails(page).getByRole('button', { name: 'Collapse' }).click();
      await waitForCanvas(page, 1);
      await page.getByRole('button', { name: /^Undo: / }).click();
      await waitForCanvas(page, STORY_CLIENTS + 1);
      expect(await readPlaces(page, `HostName:${STORY_NAME}`)).toEqual(places);

      await getCanvas(page).focus();
      await page.keyboard.press('ArrowUp');
      await expect.poll(() => getActiveNode(page).getAttribute('aria-label')).toMatch(/^IP /);
      await page.keyboard.press('h');
      const total = page.getByRole('region', { name: 'Legend' }).getByText(/1 node hidden/);
      await total.waitFor();
      await page.keyboard.press('Control+z');
      await total.waitFor({ state: 'detached' });
      await page.keyboard.press('Control+Shift+Z');
      await total.waitFor();
      await page.getByRole('button', { name: 'Show hidden' }).click();
      await total.waitFor({ state: 'detached' });
    });
  });

  it('has a menu at its place with the same acts', async () => {
    await withPage(`${baseUrl}/#show=HostName:${STORY_NAME}&select=HostName:${STORY_NAME}`, async (page) => {
      const box = await getActiveNode(page).boundingBox();
      if (!box) throw new Error('The node is not on the screen');
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, { button: 'right' });
      const menu = page.getByRole('menu', { name: `Acts for ${STORY_NAME}` });
      await menu.getByRole('menuitem', { name: /LOOKED_UP IP addresses/ }).click();
      await waitForCanvas(page, STORY_CLIENTS + 1);
    });
  });
});

describe('the legend', () => {
  it('hides a label and shows it again', async () => {
    await withPage(`${baseUrl}/#show=HostName:${STORY_NAME}&expand=HostName:${STORY_NAME},50`, async (page) => {
      const ips = getLegendEntry(page, 'IP');
      await ips.click();
      expect(await ips.getAttribute('aria-pressed')).toBe('false');
      await page
        .getByRole('region', { name: 'Legend' })
        .getByText(/\d+ nodes hidden/)
        .waitFor();
      const ids = [...(await readPlaces(page, `HostName:${STORY_NAME}`)).keys()];
      expect(ids.filter((id) => id.startsWith('IP:'))).toEqual([]);
      expect(new URL(page.url()).hash).toContain('off-label=IP');
      await ips.click();
      expect(await ips.getAttribute('aria-pressed')).toBe('true');
    });
  });
});

describe('the URL', () => {
  it('gives the same view by reload, by back and to somebody else', { timeout: 120_000 }, async () => {
    await withPage(baseUrl, async (page) => {
      await search(page, STORY_NAME);
      await waitForCanvas(page, 1);
      await getDetails(page)
        .getByRole('button', { name: /LOOKED_UP from IP addresses$/ })
        .click();
      await waitForCanvas(page, STORY_CLIENTS + 1);
      await getDetails(page)
        .getByRole('button', { name: /PART_OF to domains$/ })
        .click();
      await waitForCanvas(page, STORY_CLIENTS + 2);
      const url = page.url();
      expect(new URL(url).search).toBe('');
      const ids = [...(await readPlaces(page, `HostName:${STORY_NAME}`)).keys()].toSorted();

      await page.reload();
      await waitForCanvas(page, STORY_CLIENTS + 2);
      await getDetails(page).getByRole('heading', { name: STORY_NAME }).waitFor();
      expect([...(await readPlaces(page, `HostName:${STORY_NAME}`)).keys()].toSorted()).toEqual(ids);
      expect(page.url()).toBe(url);

      await page.goBack();
      await waitForCanvas(page, STORY_CLIENTS + 1);
      await page.goForward();
      await waitForCanvas(page, STORY_CLIENTS + 2);

      await withPage(url, async (other) => {
        await waitForCanvas(other, STORY_CLIENTS + 2);
        expect([...(await readPlaces(other, `HostName:${STORY_NAME}`)).keys()].toSorted()).toEqual(ids);
      });
    });
  });

  it('that is broken says which part could not be read, and keeps the rest', async () => {
    await withPage(`${baseUrl}/#show=HostName:${STORY_NAME}&expand=,,,&nonsense=1`, async (page) => {
      await waitForCanvas(page, 1);
      await page
        .getByText(/nonsense=1/)
        .first()
        .waitFor();
    });
  });
});
