/** An app of its own: an empty database, its sample, and a Neo4j that is killed and comes back. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppProcess, startApp } from '../../scripts/app-process.ts';
import { findHome, readRunFile } from '../../server/neo4j/run-file.ts';
import { openBrowser, openPage, type TestPage } from '../helpers/browser.ts';
import { getDetails, openPanel, search, waitForCanvas } from '../helpers/browser-acts.ts';

const STORY_NAME = 'mail.tower.example';

let app: AppProcess;
let browser: Browser;
let page: TestPage;

beforeAll(async () => {
  [browser, app] = await Promise.all([openBrowser(), startApp({ SAMPLE: '0' })]);
  page = await openPage(browser, app.url);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
}, 120_000);

function getNeo4jPid(): number | undefined {
  return readRunFile(findHome(app.dataDir))?.neo4jPid;
}

describe('an empty database', () => {
  it('says so, says how to import, and searches without finding', async () => {
    const card = page.getByRole('region', { name: 'Empty database' });
    await card.waitFor({ timeout: 90_000 });
    await card.getByText('npm run import -- ', { exact: false }).waitFor();
    await card.getByRole('button', { name: 'Load the sample' }).waitFor();
    await page.getByRole('textbox', { name: /^Search names/ }).fill(STORY_NAME);
    await page
      .getByText(/^(?:Nothing|No )/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await openPanel(page, 'Imports');
    await page.getByText('Nothing has been imported yet.').waitFor();
  });

  it('takes the sample by a button', { timeout: 180_000 }, async () => {
    await page.getByRole('region', { name: 'Empty database' }).getByRole('button', { name: 'Load the sample' }).click();
    await page.getByRole('region', { name: 'Start' }).waitFor({ timeout: 150_000 });
    await page.getByText('Synthetic sample data', { exact: true }).waitFor();
    await openPanel(page, 'Imports');
    await page
      .getByRole('region', { name: 'Imports', exact: true })
      .getByText('dns.log', { exact: false })
      .first()
      .waitFor();
    await search(page, STORY_NAME);
    await waitForCanvas(page, 1);
    // A machine at its limits may miss Neo4j for a moment.
    expect(page.complaints.filter((text) => !text.endsWith('/api/health)'))).toEqual([]);
  });
});

describe('a Neo4j that is killed', () => {
  it('is missed by a banner, leaves what is drawn, and is found again', { timeout: 240_000 }, async () => {
    const killed = getNeo4jPid();
    if (killed === undefined) throw new Error('No Neo4j is running');
    // Frozen first: on a fast machine a killed one is back before the page asks after it again, each 15 s.
    process.kill(killed, 'SIGSTOP');

    // The page asks after Neo4j by itself; an expansion meanwhile fails with a sentence, or waits until it is back.
    const banner = page.getByRole('alert').filter({ hasText: 'Neo4j is away' });
    await banner.waitFor({ timeout: 60_000 });
    process.kill(killed, 'SIGKILL');
    await waitForCanvas(page, 1);

    await banner.waitFor({ state: 'detached', timeout: 150_000 });
    expect(getNeo4jPid()).not.toBe(killed);
    await getDetails(page)
      .getByRole('button', { name: /LOOKED_UP from IP addresses$/ })
      .click();
    await waitForCanvas(page, 42);
  });

  it('is noticed by the API, which says 503 and then 200', { timeout: 240_000 }, async () => {
    const killed = getNeo4jPid();
    if (killed === undefined) throw new Error('No Neo4j is running');
    process.kill(killed, 'SIGKILL');
    const getStatus = () => fetch(`${app.url}/api/health`).then((response) => response.status);
    await expect.poll(getStatus, { timeout: 60_000 }).toBe(503);
    await expect.poll(getStatus, { timeout: 150_000 }).toBe(200);
  });
});

describe('the server', () => {
  it('that is stopped is missed by a banner, and what is drawn stays', { timeout: 120_000 }, async () => {
    await app.stop();
    await page
      .getByRole('alert')
      .filter({ hasText: 'The Whoasked server does not answer' })
      .waitFor({ timeout: 60_000 });
    await waitForCanvas(page, 42);
  });
});
