/**
 * `npm run test:browsers [-- firefox webkit]`: the journeys of journeys.ts on the built page in browsers that are
 * no Chromium, each as its distribution has it. What is not there is named; `--install` gets it from Debian or
 * Ubuntu first, where we are root; `--only TEXT` runs those journeys whose titles have it. Closes with
 * `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { journeys as all, type Journey } from './journeys';
import { kinds, launch, type BrowserName, type Launched } from './launch';
import { Page } from './page';
import { watchedSite, type Site } from './site';

const apt = '/usr/bin/apt-get';
const dist = fileURLToPath(new URL('../../dist', import.meta.url));

function asked() {
  const options = {
    install: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  } as const;
  const { positionals, values } = parseArgs({ allowPositionals: true, options });
  const known = Object.keys(kinds);
  const wrong = positionals.find((name) => !known.includes(name));
  if (wrong) throw new Error(`"${wrong}" is no browser here; there are ${known.join(', ')}.`);
  const names = (positionals.length > 0 ? positionals : known) as BrowserName[];
  return { names, mayInstall: values.install, only: values.only };
}

/** Gets the packages of a browser. That it can't be had is found out by looking for it. */
function install(packages: readonly string[]): void {
  if (process.getuid?.() !== 0 || !existsSync(apt)) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', ...packages],
  ])
    spawnSync(apt, args, { env, stdio: 'ignore', timeout: 180_000 });
}

/** What is wrong with a journey, or nothing. */
async function problemOf({ run }: Journey, browser: Launched, site: Site): Promise<string> {
  const served = await site.open();
  const page = new Page(browser);
  try {
    await run(page, served);
    const noted = await page.look(() => sessionStorage.getItem('problems'));
    return noted ? `the page met ${noted}` : '';
  } catch (error) {
    return (error as Error).message;
  } finally {
    browser.empty();
    await served.close();
  }
}

async function runIn(browser: Launched, site: Site, journeys: readonly Journey[]) {
  let failed = 0;
  console.log(`\n${browser.name}`);
  for (const journey of journeys) {
    const start = performance.now();
    const problem = await problemOf(journey, browser, site);
    if (problem) failed += 1;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(
      `${problem ? 'FAIL' : 'ok  '} ${journey.title} (${seconds} s)${problem && `: ${problem}`}`,
    );
  }
  console.log(`${journeys.length - failed} passed, ${failed} failed`);
  return { passed: journeys.length - failed, failed };
}

async function main(): Promise<boolean> {
  const { names, mayInstall, only } = asked();
  const journeys = all.filter(({ title }) => title.includes(only));
  if (!existsSync(dist)) throw new Error('There is no build: run "npm run build" first.');
  const site = watchedSite(dist);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const name of names) {
    const { isHere, packages } = kinds[name];
    if (!isHere() && mayInstall) install(packages);
    if (!isHere()) {
      const how = `apt-get install ${packages.join(' ')}`;
      console.log(`\n${name} (skipped: it is not here, see "${how}")`);
      counts.skipped += journeys.length;
      continue;
    }
    const browser = await launch(name);
    const { passed, failed } = await runIn(browser, site, journeys).finally(browser.close);
    counts.passed += passed;
    counts.failed += failed;
  }
  site.remove();
  const { passed, failed, skipped } = counts;
  console.log(`\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  return failed === 0;
}

process.exitCode = (await main()) ? 0 : 1;
