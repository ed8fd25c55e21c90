import { expect, type Locator, type Page } from 'playwright/test';

/** The argmax lab as a reader meets it. */
export interface ArgmaxPage {
  readonly main: Locator;
  readonly sigma: Locator;
  readonly badge: Locator;
  figure(id: string): Locator;
  /** Measured share, twice its standard error and the exact share of every class. */
  shares(): Promise<{ measured: number; error: number; exact: number }[]>;
  /** Number of samples in the badge of the main figure. */
  samples(): Promise<number>;
  /** Waits until no more samples are added. */
  settled(): Promise<void>;
}

/** Opens the lab at a hash such as "?sigma=0.5" and waits for its first numbers. */
export async function openArgmax(page: Page, hash = '', search = ''): Promise<ArgmaxPage> {
  await page.goto(`./${search}#/argmax${hash}`);
  const figure = (id: string) => page.locator(`#figure-${id}`);
  const main = figure('frequency');
  const source = main.locator('.figure-source');
  const samples = async () => {
    const text = (await source.textContent()) ?? '';
    return Number(/([\d,]+) samples/.exec(text)?.[1]?.replaceAll(',', '') ?? 0);
  };
  await expect(source).toContainText('samples');
  return {
    main,
    figure,
    samples,
    sigma: page.getByRole('slider', { name: /^Noise scale/ }).first(),
    badge: page.locator('.badge').first(),
    async shares() {
      const marks = main
        .getByRole('group', { name: 'values' })
        .getByRole('button', { includeHidden: true });
      const labels = await marks.evaluateAll((all) =>
        all.map((m) => m.getAttribute('aria-label') ?? ''),
      );
      return labels.map((label) => {
        const measured = /measured ([\d.]+)(?: ± ([\d.e×⁻¹²³⁴⁵⁶⁷⁸⁹⁰]+))?/.exec(label);
        const exact = /(?:Gibbs law|exact integral) ([\d.]+)/.exec(label);
        return {
          measured: Number(measured?.[1]),
          error: Number(measured?.[2]),
          exact: Number(exact?.[1]),
        };
      });
    },
    async settled() {
      let before = -1;
      await expect(async () => {
        const now = await samples();
        const done = now === before;
        before = now;
        expect(done).toBe(true);
      }).toPass({ intervals: [700], timeout: 40_000 });
    },
  };
}

/** Drags a slider with the mouse through fractions of its width, with a pause between the moves. */
export async function dragSlider(page: Page, slider: Locator, stops: number[], pause = 16) {
  const box = (await slider.boundingBox())!;
  const at = (f: number) => [box.x + 10 + f * (box.width - 20), box.y + box.height / 2] as const;
  await page.mouse.move(...at(stops[0]));
  await page.mouse.down();
  for (const stop of stops.slice(1)) {
    await page.mouse.move(...at(stop));
    await page.waitForTimeout(pause);
  }
  await page.mouse.up();
}
