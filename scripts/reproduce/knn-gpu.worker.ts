import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from '../../bench/lib/browser.mjs';
import { servePage } from '../../bench/lib/site.mjs';
import { serve } from '../serve.mjs';
import { answerJobs } from './answers';
import type { KnnTask } from './knn.worker';
import type { PageTask } from './knn-page/page';

/** Milliseconds that a page may take to open its device. */
const OPEN_MS = 60_000;

/** The page that trains, opened with the first job: the browser ends with this process. */
const opened = (async () => {
  const folder = fileURLToPath(new URL('./knn-page', import.meta.url));
  const site = await servePage(folder);
  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.goto(site.url);
  await page.waitForFunction(() => 'knnRepetition' in window, null, { timeout: OPEN_MS });
  const { name, software } = await page.evaluate(() => window.knnAdapter());
  console.error(`on ${name}${software ? ', which is a program on the CPU' : ''}`);
  return page;
})();
process.once('exit', () => void opened.then((page) => page.context().browser()?.close()));

async function taskOf({ job, from }: KnnTask): Promise<PageTask> {
  const folder = join(from, job.dataset);
  if (job.dataset === 'drawn') return { job, files: {} };
  const { url } = await serve({ root: folder });
  const files = Object.fromEntries(readdirSync(folder).map((name) => [name, url + name]));
  return { job, files };
}

answerJobs(async (task: KnnTask) => {
  const page = await opened;
  return page.evaluate((asked) => window.knnRepetition(asked), await taskOf(task));
});
