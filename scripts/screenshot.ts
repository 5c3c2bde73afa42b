/** npm run screenshot: takes the picture of the README from an instance of its own, with the sample on the canvas. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { startApp } from './app-process.ts';
import { ensureChromium } from './chromium.ts';

const FILE = fileURLToPath(new URL('../docs/images/screen.png', import.meta.url));

/** The story of the sample, with its name selected. */
async function drawStory(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Start with the name that one organization asked for/ }).click();
  await page.getByRole('region', { name: 'Legend' }).waitFor();
  await page.getByRole('textbox', { name: /^Search names/ }).fill('mail.tower.example');
  await page.getByRole('option').first().click();
  await page.getByText('2,817 lookups').first().waitFor();
  await page.getByRole('button', { name: 'Layout', exact: true }).and(page.locator(':not([data-loading])')).waitFor();
  await page.getByRole('button', { name: 'Fit', exact: true }).click();
  await page.evaluate(() => document.fonts.ready);
  // The canvas draws after the event that changed it: two frames later it is on the screen.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

const app = process.argv[2] ? undefined : await startApp();
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: 1800, height: 1000 }, reducedMotion: 'reduce' });
  page.setDefaultTimeout(60_000);
  await page.goto(app?.url ?? process.argv[2] ?? '');
  await drawStory(page);
  await mkdir(path.dirname(FILE), { recursive: true });
  await page.screenshot({ path: FILE });
  console.log(`Wrote ${FILE}`);
} finally {
  await browser.close();
  await app?.stop();
}
