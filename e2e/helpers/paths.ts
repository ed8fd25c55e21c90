import type { Locator, Page } from 'playwright/test';
import { visit } from './page';
import { trainingOn, type TrainingPage } from './training';

/** The lab of paths as a reader meets it. */
export interface PathsPage {
  readonly main: Locator;
  /** The map of the main figure, whose cells are dragged, painted and changed by keys. */
  readonly map: Locator;
  readonly sentence: Locator;
  figure(id: string): Locator;
  /** What a figure says it shows, the main one by itself. */
  said(id?: string): Promise<string>;
  /** The middle of a cell on the screen. */
  cell(row: number, column: number): Promise<{ readonly x: number; readonly y: number }>;
}

/** Opens the lab at a hash such as "?sigma=0.5" and waits until it is at rest. */
export async function openPaths(
  page: Page,
  hash = '',
  { size = 12, site = './' }: { readonly size?: number; readonly site?: string } = {},
): Promise<PathsPage> {
  await visit(page, `#/paths${hash}`, site);
  const figure = (id: string) => page.locator(`#figure-${id}`);
  const main = figure('map');
  const map = main.getByRole('slider', { name: 'cost of a cell' });
  return {
    ...{ main, map, figure },
    sentence: main.locator('.figure-sentence'),
    said: async (id = 'map') => (await figure(id).locator('.figure-plot desc').textContent()) ?? '',
    async cell(row, column) {
      const box = (await map.locator('.handle-hit').boundingBox())!;
      return {
        x: box.x + ((column - 0.5) / size) * box.width,
        y: box.y + ((row - 0.5) / size) * box.height,
      };
    },
  };
}

/** The training of the lab of paths. */
export interface PathsTrainingPage extends TrainingPage {
  /** What a figure says it shows. */
  said(id: string): Promise<string>;
  /** Held-out maps that are right at the last test, in percent. */
  heldOut(): Promise<number>;
}

/** Opens the lab at a hash such as "?maxSteps=20" and waits until it is at rest; it trains at full speed. */
export async function openPathsTraining(
  page: Page,
  hash = '',
  site = './',
): Promise<PathsTrainingPage> {
  const lab = await openPaths(page, `?speed=full${hash.replace('?', '&')}`, { site });
  const training = trainingOn(page);
  return {
    ...training,
    said: lab.said,
    async heldOut() {
      const text = (await training.details.first().textContent()) ?? '';
      return Number(/held out ([\d.]+)% right/.exec(text)?.[1] ?? NaN);
    },
  };
}
