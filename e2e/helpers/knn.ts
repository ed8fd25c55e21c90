import { deflateSync } from 'node:zlib';
import { expect, type Locator, type Page } from 'playwright/test';

/** The neighbours lab as a reader meets it. */
export interface KnnPage {
  readonly main: Locator;
  readonly run: Locator;
  readonly status: Locator;
  readonly sigma: Locator;
  readonly details: Locator;
  figure(id: string): Locator;
  /** Steps of the first run, the one that is trained. */
  step(): Promise<number>;
  /** Test accuracy of a run in percent, NaN before the first test. */
  accuracy(run?: number): Promise<number>;
  /** Trains until the first run has made so many steps. */
  trainTo(step: number): Promise<void>;
  /** Opens a fold of the controls. */
  unfold(summary: string): Promise<void>;
  /** Tests the shown run, or raw pixels, on all images, and gives its row of the table. */
  fullTest(button?: RegExp): Promise<string[]>;
}

/** Opens the lab at a hash such as "?k=3" and waits until its images are there and drawn. */
export async function openKnn(page: Page, hash = '', site = './'): Promise<KnnPage> {
  await page.goto(`${site}#/knn${hash}`);
  return knnPage(page);
}

/** The lab once it is there. */
export async function knnPage(page: Page): Promise<KnnPage> {
  const figure = (id: string) => page.locator(`#figure-${id}`);
  const main = figure('embedding');
  await expect(main.locator('.chart svg')).toBeVisible({ timeout: 30_000 });
  const status = page.locator('.transport-status').first();
  const details = page.locator('.run-detail');
  const run = page.locator('.transport-run').first();
  const said = async (pattern: RegExp, at = 0) =>
    Number(pattern.exec((await details.nth(at).textContent()) ?? '')?.[1] ?? NaN);
  const step = async () => (await said(/step (\d+)/)) || 0;
  return {
    main,
    figure,
    status,
    details,
    run,
    step,
    sigma: page.getByRole('slider', { name: /^Noise scale/ }).first(),
    accuracy: (at) => said(/test ([\d.]+)%/, at),
    async trainTo(wanted) {
      await expect(run).toHaveText('Run');
      await run.click();
      await expect.poll(step, { timeout: 60_000 }).toBeGreaterThanOrEqual(wanted);
      await run.click();
      await expect(run).toHaveText('Run');
      // the steps that were under way when it was paused still count
      await expect(async () => {
        const before = await step();
        await page.waitForTimeout(800);
        expect(await step()).toBe(before);
      }).toPass();
    },
    async unfold(summary) {
      const fold = page.locator('details', { has: page.getByText(summary, { exact: true }) });
      const open = await fold.first().getAttribute('open');
      if (open === null) await fold.first().locator('summary').click();
    },
    async fullTest(button = /^Test on all/) {
      const confusion = figure('confusion');
      const before = await confusion.locator('.accuracies tbody').allTextContents();
      await confusion.getByRole('button', { name: button }).click();
      await expect(confusion.getByRole('button', { name: 'Stop' })).toHaveCount(0, {
        timeout: 60_000,
      });
      await expect
        .poll(() => confusion.locator('.accuracies tbody').allTextContents(), { timeout: 60_000 })
        .not.toEqual(before);
      return confusion.locator('.accuracies tbody tr').last().locator('th, td').allTextContents();
    },
  };
}

export interface DroppedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Drops files on the page, as a reader does with the mouse. */
export async function drop(page: Page, files: readonly DroppedFile[]): Promise<void> {
  const plain = files.map(({ name, bytes }) => ({ name, base64: toBase64(bytes) }));
  await page.evaluate((dropped) => {
    const dataTransfer = new DataTransfer();
    for (const { name, base64 } of dropped) {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      dataTransfer.items.add(new File([bytes], name));
    }
    for (const type of ['dragover', 'drop']) {
      document.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true }));
    }
  }, plain);
}

const toBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** A grey PNG. */
export function png(width: number, height: number, grey: (x: number, y: number) => number) {
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = grey(x, y);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows))];
  return Buffer.concat([signature, ...chunks, chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  out.set(named, 4);
  out.writeUInt32BE(crc(named), data.length + 8);
  return out;
}

function crc(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}
