/** Saved queries with their forms, the Cypher editor, and the table of an answer. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type {} from '../helpers/app-setup.ts';
import { openBrowser, openPage, type TestPage } from '../helpers/browser.ts';
import { getLegendEntry, openPanel, waitForCanvas } from '../helpers/browser-acts.ts';

const { baseUrl } = inject('app');

let browser: Browser;
let page: TestPage;

beforeAll(async () => {
  browser = await openBrowser();
  page = await openPage(browser, baseUrl);
});
afterAll(() => browser.close());

/** Opens the form of a saved query from the list, as a reader finds it. */
async function openQuery(words: string, title: string): Promise<Locator> {
  await openPanel(page, 'Queries');
  const panel = page.getByRole('complementary', { name: 'Saved queries' });
  const back = panel.getByRole('button', { name: 'All queries' });
  if (await back.isVisible()) await back.click();
  await panel.getByRole('searchbox', { name: 'Search saved queries' }).fill(words);
  await panel.getByRole('button', { name: title, exact: true }).click();
  const form = panel.getByRole('region', { name: title });
  await form.getByRole('heading', { name: title }).waitFor();
  return form;
}

function getResult(title: string): Locator {
  return page.getByRole('region', { name: `Result: ${title}` });
}

async function readRows(result: Locator): Promise<string[][]> {
  await result.getByRole('row').nth(1).waitFor();
  const rows = await result.getByRole('row').all();
  return Promise.all(rows.slice(1).map((row) => row.getByRole('cell').allTextContents()));
}

async function write(target: Page, cypher: string): Promise<void> {
  await openPanel(target, 'Cypher');
  const editor = target.getByRole('textbox', { name: 'Cypher query' });
  await editor.focus();
  await target.keyboard.press('Control+a');
  await target.keyboard.insertText(cypher);
  await expect.poll(() => editor.textContent()).toContain(cypher.split('\n')[0]);
}

describe('a saved query', () => {
  const title = 'Who looked up this name, by organization';

  it('is found in the list and answers in the table, with the unmapped part', async () => {
    const form = await openQuery('by organization', title);
    expect(await form.getByRole('combobox', { name: 'Name' }).inputValue()).toBe('mail.tower.example');
    await form.getByRole('button', { name: 'Run', exact: true }).click();
    const rows = await readRows(getResult(title));
    expect(rows[0]?.slice(1, 5)).toEqual(['Example Harbor Bank', '2,451', '87.0 %', '6']);
    expect(rows.find(([, organization]) => organization === '(no known network)')?.[2]).toBe('49');
  });

  it('takes a parameter, with suggestions from the graph', async () => {
    const form = await openQuery('by organization', title);
    const field = form.getByRole('combobox', { name: 'Name' });
    await field.fill('mx.spire');
    await page.getByRole('option', { name: 'mx.spire.example' }).click();
    await form.getByRole('button', { name: 'Run', exact: true }).click();
    await expect
      .poll(() => readRows(getResult(title)).then((rows) => rows.map(([, who, count]) => [who, count])))
      .toEqual([['Example Harbor Bank', '212']]);
    expect(decodeURIComponent(new URL(page.url()).hash)).toContain('name:mx.spire.example');
  });

  it('says below the field what is missing', async () => {
    const form = await openQuery('by organization', title);
    await form.getByRole('combobox', { name: 'Name' }).fill('');
    await page.keyboard.press('Enter');
    await expect.poll(() => form.getByRole('combobox', { name: 'Name' }).getAttribute('aria-invalid')).toBe('true');
  });

  it('that returns nodes is drawn, and its table can be opened and sorted', async () => {
    const form = await openQuery('clients of this name', 'Clients of this name, with their networks');
    await form.getByRole('button', { name: 'Run', exact: true }).click();
    await getLegendEntry(page, 'Organization').waitFor();
    await waitForCanvas(page, /\d+ nodes/);
    const table = page.getByRole('region', { name: 'Table of the last answer' });
    const bar = table.getByRole('button', { name: /^Clients of this name/ });
    if ((await bar.getAttribute('aria-expanded')) === 'false') await bar.click();
    const result = getResult('Clients of this name, with their networks');
    const header = result.getByRole('columnheader').filter({ hasText: 'lookups' }).first();
    await header.getByRole('button').click();
    await expect.poll(() => header.getAttribute('aria-sort')).toBe('descending');
  });

  it('by weekday and hour is a heat map in the chosen zone', async () => {
    const form = await openQuery('weekday', 'Lookups by weekday and hour');
    expect(await form.getByRole('combobox', { name: 'Zone' }).inputValue()).toBe('America/Halifax');
    await form.getByRole('button', { name: 'Run', exact: true }).click();
    const result = getResult('Lookups by weekday and hour');
    const map = result.getByRole('table', { name: 'lookups by weekday and hour, 2,817 in all' });
    await map.waitFor();
    const monday = await map.getByRole('row', { name: /^Mon/ }).getByRole('cell').allTextContents();
    const [night = 0, day = 0] = [monday.slice(0, 7), monday.slice(9, 16)].map((hours) =>
      hours.reduce((sum, count) => sum + Number(count), 0),
    );
    expect(day).toBeGreaterThan(10 * night);
  });
});

describe('the Cypher editor', () => {
  const run = () =>
    page.getByRole('region', { name: 'Cypher', exact: true }).getByRole('button', { name: 'Run', exact: true });

  it('runs a query and shows nodes on the canvas and values in the table', async () => {
    await write(
      page,
      "MATCH (name:HostName {name: 'mail.tower.example'})<-[lookup:LOOKED_UP]-() RETURN sum(lookup.count) AS lookups",
    );
    await run().click();
    expect(await readRows(page.getByRole('region', { name: /^Result: MATCH/ }))).toEqual([['2,817']]);
  });

  it('runs by the keyboard and says when nothing matches', async () => {
    await write(page, "MATCH (n:HostName {name: 'nowhere.example'}) RETURN n");
    await page.keyboard.press('Control+Enter');
    await page
      .getByText(/^No rows: nothing in the database matches/)
      .first()
      .waitFor();
  });

  it('shows where an error is', async () => {
    await write(page, 'MATCH (n:HostName)\nRETURN n.name AS name,\nLIMIT 3');
    await run().click();
    const alert = page.getByRole('alert');
    await alert.getByText(/^Line 3, column \d+$/).waitFor();
    expect(await alert.textContent()).toContain('Correct the query where the editor marks it');
  });

  it.each([
    ['writes', 'CREATE (n:HostName {name: "x.example"}) RETURN n'],
    ['loads a file', "LOAD CSV FROM 'file:///etc/hosts' AS line RETURN line"],
    ['administers', 'SHOW USERS'],
  ])('refuses a query that %s', async (_, cypher) => {
    await write(page, cypher);
    await run().click();
    await page.getByRole('alert').getByText('Only queries that read the graph run here.', { exact: false }).waitFor();
  });

  it('stops a query by a button', async () => {
    await write(
      page,
      'UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b UNWIND range(1, 1000) AS c RETURN sum(a * b * c)',
    );
    await run().click();
    const panel = page.getByRole('region', { name: 'Cypher', exact: true });
    await panel.getByRole('button', { name: 'Cancel', exact: true }).click();
    await panel.getByText('Cancelled before an answer came.').waitFor();
  });
});

describe('the page', () => {
  it('had nothing to complain about but refused requests', () => {
    expect(page.complaints.filter((text) => !/status of 4\d\d/.test(text))).toEqual([]);
  });
});
