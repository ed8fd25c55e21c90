import type { Locator, Page } from 'playwright/test';
import { visit } from './page';

/** The rankings lab as a reader meets it. */
export interface RankingsPage {
  readonly main: Locator;
  /** Where the ranking is read, on the axis of the feature. */
  readonly cursor: Locator;
  figure(id: string): Locator;
  /** What the main figure says it shows. */
  said(): Promise<string>;
  /** Spearman's rho that the sentence of the main figure tells. */
  rho(): Promise<number>;
}

/** Opens the lab at a hash such as "?sigma=0.5" and waits until it is at rest. */
export async function openRankings(page: Page, hash = ''): Promise<RankingsPage> {
  await visit(page, `#/rankings${hash}`);
  const figure = (id: string) => page.locator(`#figure-${id}`);
  const main = figure('lines');
  const sentence = main.locator('.figure-sentence');
  return {
    ...{ main, figure },
    cursor: main.getByRole('slider', { name: 'feature x' }),
    said: async () => (await main.locator('.figure-plot desc').textContent()) ?? '',
    rho: async () => Number(/ρ is (\d\.\d+)/.exec((await sentence.textContent())!)![1]),
  };
}
