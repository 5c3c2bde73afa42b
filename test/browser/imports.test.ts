/** Files imported in the page: dropped or chosen, looked at, imported, cancelled; rejected lines downloaded. */
import { readFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { closeDatabase, type Database, openDatabase, writeTransaction } from '../../server/graph/database.ts';
import type {} from '../helpers/app-setup.ts';
import { findBarriers } from '../helpers/barriers.ts';
import { openBrowser, openPage } from '../helpers/browser.ts';
import { getCanvas, openPanel, waitForCanvas } from '../helpers/browser-acts.ts';

const { baseUrl, connection } = inject('app');
const DATASET = 'upload-test';

/** Two days with one between that has no row, local times, and a line that is no lookup. */
const LOG = `client,name,time,qtype,rcode
2001:db8:aaaa::7,a.upload.example,2026-03-02 08:00:00,A,NOERROR
2001:db8:aaaa::7,a.upload.example,2026-03-02 09:00:00,A,NOERROR
2001:db8:aaaa::8,b.upload.example,2026-03-04 09:00:00,AAAA,NXDOMAIN
no address,c.upload.example,2026-03-04 10:00:00,A,NOERROR
`;

let browser: Browser;
let database: Database;

beforeAll(async () => {
  browser = await openBrowser();
  database = openDatabase(connection);
});
afterAll(async () => {
  await browser.close();
  // The other tests of this app count what the sample holds.
  await writeTransaction(database, (tx) =>
    tx.run(
      `MATCH (node)
       WHERE node.name ENDS WITH 'upload.example' OR node.ip STARTS WITH '2001:db8:aaaa:'
         OR node:_Import AND node.dataset = $dataset OR node:_Dataset AND node.name = $dataset
       DETACH DELETE node`,
      { dataset: DATASET },
    ),
  );
  await closeDatabase(database);
});

/** As a reader drags it there from the desktop. */
async function drop(target: Locator, name: string, content: string): Promise<void> {
  const files = await target.page().evaluateHandle(
    ([fileName, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text ?? ''], fileName ?? ''));
      return transfer;
    },
    [name, content],
  );
  await target.dispatchEvent('dragover', { dataTransfer: files });
  await target.page().getByText('Drop to import', { exact: true }).waitFor();
  await target.dispatchEvent('drop', { dataTransfer: files });
}

async function choose(page: Page, name: string, content: string): Promise<Locator> {
  await openPanel(page, 'Imports');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose files' }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });
  return page.getByRole('region', { name, exact: true });
}

/** Holds the lock of the data set, so that its import stands still while the work is done. */
async function whileLocked(work: () => Promise<void>): Promise<void> {
  await writeTransaction(database, async (tx) => {
    await tx.run('MERGE (dataset:_Dataset {name: $dataset}) SET dataset.lockedAt = datetime()', { dataset: DATASET });
    await work();
  });
}

describe.each([
  ['light', { width: 1440, height: 900 }],
  ['dark', { width: 820, height: 1100 }],
] as const)('in %s', (colorScheme, viewport) => {
  it('a file that is dropped on the canvas is looked at, imported and drawn', async () => {
    const page = await openPage(browser, baseUrl, { colorScheme, viewport, timezoneId: 'Europe/Berlin' });
    await page.getByRole('region', { name: 'Start' }).waitFor();
    await drop(getCanvas(page), 'upload.csv', LOG);
    const card = page.getByRole('region', { name: 'upload.csv', exact: true });
    const table = card.getByRole('table');
    await table.waitFor();
    expect(await table.getByRole('row').nth(1).getByRole('cell').allTextContents()).toEqual([
      '2 Mar 2026, 07:00',
      '2001:db8:aaaa::7',
      'a.upload.example',
      'A',
      'NOERROR',
    ]);
    expect(await card.getByRole('combobox', { name: 'Time zone' }).inputValue()).toBe('Europe/Berlin');
    await card.getByText('The times of this file name no zone', { exact: false }).waitFor();
    expect(await card.getByRole('combobox', { name: 'Format' }).inputValue()).toBe('CSV with a header');
    await card.getByText('1 row of the beginning cannot be read').click();
    await card.getByText('no address,c.upload.example', { exact: false }).waitFor();

    await card.getByRole('combobox', { name: 'Time zone' }).fill('UTC');
    await page.getByRole('option', { name: 'UTC', exact: true }).click();
    await table.getByText('2 Mar 2026, 08:00').waitFor();
    await card.getByRole('textbox', { name: 'Data set' }).fill(DATASET);
    await card.getByRole('combobox', { name: 'Where it was taken' }).click();
    await page.getByRole('option', { name: 'At a resolver' }).click();
    expect(await findBarriers(page)).toEqual([]);

    await card.getByRole('button', { name: 'Import', exact: true }).click();
    await card.getByRole('link', { name: 'Download rejected lines' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      card.getByRole('link', { name: 'Download rejected lines' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('upload.csv.rejected.jsonl');
    expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toMatchObject({ line: 5 });
    await page
      .getByRole('region', { name: 'Coverage' })
      .getByRole('img', { name: /^upload\.csv: 2 Mar 2026, 08:00 .* 1 gap: / })
      .waitFor();

    await card.getByRole('button', { name: 'Show on canvas' }).click();
    await waitForCanvas(page, 4);
    expect(page.complaints).toEqual([]);
    await page.context().close();
  });
});

describe('an import', () => {
  it('goes on when the page is loaded again, and is cancelled', async () => {
    const page = await openPage(browser, baseUrl);
    await page.getByRole('region', { name: 'Start' }).waitFor();
    const card = await choose(page, 'long.csv', LOG.replaceAll('a.upload', 'd.upload'));
    await card.getByRole('textbox', { name: 'Data set' }).fill(DATASET);
    await whileLocked(async () => {
      await card.getByRole('button', { name: 'Import', exact: true }).click();
      await card.getByRole('progressbar').waitFor({ state: 'attached' });
      await page.reload();
      await openPanel(page, 'Imports');
      await card.getByRole('progressbar').waitFor({ state: 'attached' });
      await card.getByRole('button', { name: 'Cancel' }).click();
    });
    await card.getByText('Cancelled.', { exact: false }).waitFor();
    await card.getByRole('button', { name: 'Close' }).click();
    await card.waitFor({ state: 'detached' });
    expect(page.complaints).toEqual([]);
    await page.context().close();
  });

  it('of a file that no format fits says why, and takes a format and columns by hand', async () => {
    const page = await openPage(browser, baseUrl);
    await page.getByRole('region', { name: 'Start' }).waitFor();
    const card = await choose(page, 'columns.txt', LOG.replace('client,name,time', 'who,what,when'));
    await card.getByText('This file cannot be imported as it is').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await card.getByRole('button', { name: 'Import', exact: true }).isDisabled()).toBe(true);
    await card.getByRole('combobox', { name: 'Format' }).fill('CSV');
    await page.getByRole('option', { name: 'CSV with a header' }).click();
    await card.getByRole('textbox', { name: 'Columns' }).fill('client=who,name=what,time=when');
    await card.getByRole('textbox', { name: 'Columns' }).blur();
    await card.getByRole('table').getByText('a.upload.example').first().waitFor();
    await card.getByRole('button', { name: 'Cancel' }).click();
    await card.waitFor({ state: 'detached' });
    expect(page.complaints).toEqual([]);
    await page.context().close();
  });
});
