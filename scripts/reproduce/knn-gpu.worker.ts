import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../serve.mjs';
import { answerJobs } from './answers';
import type { KnnTask } from './knn.worker';
import type { PageTask } from './knn-page/page';
import { openPage, tellAdapter } from './page';

/** The page that trains, opened with the first job. */
const opened = (async () => {
  const { page } = await openPage('./knn-page', 'knnRepetition');
  tellAdapter(await page.evaluate(() => window.knnAdapter()));
  return page;
})();

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
