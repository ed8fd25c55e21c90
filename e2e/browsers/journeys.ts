import assert from 'node:assert/strict';
import { keys, type Page } from './page';
import type { Served } from '../../scripts/serve.mjs';

/** What every browser must do; `site` is new to it, and the page is its only tab. */
export interface Journey {
  readonly title: string;
  run(page: Page, site: Served): Promise<void>;
}

/** The loss in a status line such as "step 9 · loss 6.1×10⁻⁴": 0 below 0.001. */
const lossOf = (text: string) => (/×10⁻/.test(text) ? 0 : number(/loss ([\d.]+)/, text));

const number = (pattern: RegExp, text: string) => Number(pattern.exec(text)?.[1] ?? NaN);

/** Measured and exact share of every class, as the main figure of the argmax lab reads them out. */
async function shares(page: Page) {
  const marks = await page.until('shares', () =>
    [...document.querySelectorAll('#figure-frequency [aria-label*="measured "]')].map((mark) =>
      mark.getAttribute('aria-label')!,
    ),
  );
  return marks.map((mark) => ({
    measured: number(/measured ([\d.]+)/, mark),
    exact: number(/(?:Gibbs law|exact integral) ([\d.]+)/, mark),
  }));
}

async function expectAgreement(page: Page): Promise<void> {
  const found = await shares(page);
  assert.equal(found.length, 3);
  for (const { measured, exact } of found) {
    assert.ok(Math.abs(measured - exact) < 0.004, `measured ${measured}, exact ${exact}`);
  }
}

const RUN = '.transport-run';
const STATUS = '.transport-status';
/** Where the reader's own first run stands: those that are recorded come behind. */
const DETAIL = '.run-detail';

/** Trains until every run has stopped by its own rule. */
async function trainToEnd(page: Page, lab: string): Promise<string> {
  await page.click(RUN, 'Run');
  await page.says(STATUS, /stopped/);
  await page.shows(lab);
  return page.says(DETAIL, /stopped/);
}

/** Picks from the menu of a figure. */
async function choose(page: Page, figure: string, item: string): Promise<void> {
  await page.click(`#figure-${figure} button`, 'Options of');
  await page.click('[role="menuitem"]', item);
}

/** The link that was copied, pasted into a field; where copying is not allowed, the page has said it. */
async function linkOf(page: Page, told: string): Promise<string> {
  const said = /http\S+?&at=\w+/.exec(told)?.[0];
  if (said) return said;
  const field = 'input[aria-label^="Noise scale"]:not([type="range"])';
  await page.click(field);
  await page.press(keys.Control, 'a');
  await page.press(keys.Control, 'v');
  return page.until(
    'the link',
    (where) => /http.*/.exec(document.querySelector<HTMLInputElement>(where)!.value)?.[0],
    field,
  );
}

export const journeys: readonly Journey[] = [
  {
    title: 'the front door leads into the lecture, whose question is answered and left',
    async run(page, { url }) {
      await page.open(url, 'home');
      await page.says('#figure-home', /draw \d+/);
      await page.press(keys.Enter);
      await page.shows('argmax/scene-1');
      await page.find('button', 'Reveal');
      await page.press(keys.PageDown);
      await page.find('.question-truth');
      await page.press(keys.Escape);
      await page.shows('argmax');
    },
  },
  {
    title: 'sigma is dragged: every stop has shares of its own, which agree with the exact law',
    async run(page, { url }) {
      await page.open(`${url}#/argmax?seed=7`, 'argmax');
      await page.says('header .badge', /^(CPU|GPU|WebGPU)/);
      await expectAgreement(page);
      const said = async () => JSON.stringify(await shares(page));
      const seen = new Set([await said()]);
      await page.drag(
        'input[type="range"][aria-label^="Noise scale"]',
        [0.6, 0.7, 0.8],
        async () => {
          while (seen.has(await said()));
          seen.add(await said());
        },
      );
      await page.until('sigma in the address', () => location.hash.includes('sigma='));
      await page.shows('argmax');
      await expectAgreement(page);
    },
  },
  {
    title: 'a presentation is entered, turned by a remote, blanked and left',
    async run(page, { url }) {
      await page.open(`${url}#/argmax`, 'argmax');
      await page.click('button', 'Present');
      await page.shows('argmax/frequency');
      await page.press(keys.PageDown);
      await page.shows('argmax/flips');
      await page.press('b');
      await page.find('button', 'The screen is blank');
      await page.press('b');
      await page.press(keys.Escape);
      await page.shows('argmax');
    },
  },
  {
    title: 'a matching is trained to its end, and is there after a reload',
    async run(page, { url }) {
      await page.open(`${url}#/matching?speed=full&d=8`, 'matching');
      await page.click('button', 'One step');
      const before = lossOf(await page.says(STATUS, /step 1 · loss/));
      const run = await trainToEnd(page, 'matching');
      const after = lossOf(await page.says(STATUS, /loss/));
      assert.ok(after < before, `the loss was ${before} and is ${after}`);
      assert.match(run, /held out 100% right/);
      await page.says('#figure-matching svg', /y\*: 8 of 8 right/);
      await page.reload('matching');
      assert.equal(await page.says(DETAIL, /step/), run);
    },
  },
  {
    title: 'a network of the neighbours lab learns the drawn digits',
    async run(page, { url }) {
      await page.open(`${url}#/knn?speed=full&maxSteps=20`, 'knn');
      const run = await trainToEnd(page, 'knn');
      // raw pixels and an untrained network have less
      assert.ok(number(/test ([\d.]+)%/, run) > 70, run);
      assert.match(await page.says(STATUS, /step 20/), /[\d.]+ ms\/step/);
    },
  },
  {
    title: 'a matrix of the reader is refused, read from a file, and saved as CSV',
    async run(page, { url }) {
      await page.open(`${url}#/matching?speed=full&d=4`, 'matching');
      const input = '#figure-own-matrix input[type="file"]';
      await page.find('#figure-own-matrix');
      await page.type(input, page.file('names.csv', 'who,tea,milk,water\nAda,1,much,3\nBob,2,5,6'));
      await page.says('#figure-own-matrix [role="status"]', /much/);
      await page.type(input, page.file('costs.csv', '4,1,3\n2,0,5\n3,2,2'));
      await page.says('#figure-own-matrix .figure-title', /^The best matching costs 5/);
      await choose(page, 'own-matrix', 'Save data as CSV');
      const csv = (await page.saved('.csv')).toString();
      assert.match(csv, /row,column,cost,in the best matching,at stake,share/);
    },
  },
  {
    title: 'a figure is saved as a picture',
    async run(page, { url }) {
      await page.open(`${url}#/argmax`, 'argmax');
      await choose(page, 'frequency', 'Save as PNG');
      const png = await page.saved('.png');
      assert.equal(png.toString('latin1', 1, 4), 'PNG');
      assert.ok(png.readUInt32BE(16) > 300 && png.length > 5000, `${png.length} bytes`);
    },
  },
  {
    title: 'a link that was copied brings back what it was made from',
    async run(page, { url }) {
      await page.open(`${url}#/argmax?sigma=2&seed=12345`, 'argmax');
      await choose(page, 'gradient', 'Copy link');
      const link = await linkOf(page, await page.says('.notices', /link is copied|not allow/));
      assert.match(link, /#\/argmax\?check=\w+\.\w{4}&sigma=2&seed=12345&at=gradient$/);
      await page.open(link.replace('#', '?again#'), 'argmax');
      await page.says('#figure-frequency .figure-source', /seed 12345/);
      await page.until('its figure', () => {
        const { top, bottom } = document.querySelector('#figure-gradient')!.getBoundingClientRect();
        return top < innerHeight && bottom > 0;
      });
    },
  },
  {
    title: 'every lab opens and is drawn',
    async run(page, { url }) {
      for (const lab of ['argmax', 'map', 'matching', 'knn', 'perturbed', 'paths', 'rankings']) {
        await page.open(`${url}?${lab}#/${lab}`, lab);
        await page.find('.figure-plot svg');
        assert.equal(await page.look(() => document.querySelectorAll('.broken').length), 0, lab);
      }
    },
  },
  {
    title: 'after the first visit it works without the network',
    async run(page, site) {
      await page.open(site.url, 'home');
      await page.until('a service worker', () => navigator.serviceWorker.controller !== null);
      await site.close();
      await page.open(`${site.url}?offline#/argmax?sigma=0.4`, 'argmax');
      await expectAgreement(page);
      await page.open(`${site.url}?offline#/matching?speed=full&d=4&maxSteps=3`, 'matching');
      await trainToEnd(page, 'matching');
    },
  },
];
