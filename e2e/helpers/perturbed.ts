import type { Locator, Page } from 'playwright/test';
import { visit } from './page';

/** The perturbed lab as a reader meets it. */
export interface PerturbedPage {
  readonly main: Locator;
  /** The scores of the main figure, as a point that is dragged. */
  readonly scores: Locator;
  figure(id: string): Locator;
  /** What the main figure says it shows. */
  said(): Promise<string>;
}

/** Opens the lab at a hash such as "?sigma=0.5" and waits until it is at rest. */
export async function openPerturbed(page: Page, hash = ''): Promise<PerturbedPage> {
  await visit(page, `#/perturbed${hash}`);
  const figure = (id: string) => page.locator(`#figure-${id}`);
  const main = figure('polytope');
  return {
    ...{ main, figure },
    scores: main.getByRole('slider', { name: 'scores mu' }),
    said: async () => (await main.locator('.figure-plot desc').textContent()) ?? '',
  };
}
