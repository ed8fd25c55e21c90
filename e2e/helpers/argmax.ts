import { expect, type Locator, type Page } from 'playwright/test';
import { visit } from './page';

/** Of one class: the measured share, twice its standard error and the exact share. */
export interface Share {
  readonly measured: number;
  readonly error: number;
  readonly exact: number;
}

/** The argmax lab as a reader meets it. */
export interface ArgmaxPage {
  readonly main: Locator;
  readonly sigma: Locator;
  readonly badge: Locator;
  readonly source: Locator;
  figure(id: string): Locator;
  /** What the main figure says of every class. */
  shares(): Promise<Share[]>;
  /** No measured share is further from the exact one than this. */
  expectAgreement(within: number, where?: string): Promise<void>;
}

/** Opens the lab at a hash such as "?sigma=0.5" and waits until no more samples are added. */
export async function openArgmax(page: Page, hash = '', search = ''): Promise<ArgmaxPage> {
  await visit(page, `#/argmax${hash}`, `./${search}`);
  const figure = (id: string) => page.locator(`#figure-${id}`);
  const main = figure('frequency');
  const source = main.locator('.figure-source');
  await expect(source).toContainText('samples');
  const shares = async () => {
    const marks = main
      .getByRole('group', { name: 'values' })
      .getByRole('button', { includeHidden: true });
    return (await labelsOf(marks)).map((label) => {
      const measured = /measured ([^, ]+)(?: ± ([^, ]+))?/.exec(label);
      const exact = /(?:Gibbs law|exact integral) ([^, ]+)/.exec(label);
      return {
        measured: numberOf(measured?.[1]),
        error: numberOf(measured?.[2]),
        exact: numberOf(exact?.[1]),
      };
    });
  };
  return {
    main,
    figure,
    source,
    shares,
    sigma: page.getByRole('slider', { name: /^Noise scale/ }).first(),
    badge: page.locator('.badge').first(),
    async expectAgreement(within, where) {
      const found = await shares();
      expect(found.length).toBeGreaterThan(1);
      for (const { measured, exact } of found) {
        expect(Math.abs(measured - exact), where).toBeLessThan(within);
      }
    },
  };
}

/** A number as figures write it, such as "1.5×10⁻⁹". */
const numberOf = (text = 'none') =>
  Number(
    text
      .replace('×10', 'e')
      .replace('⁻', '-')
      .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit))),
  );

/** The names by which marks are read aloud. */
export const labelsOf = (marks: Locator): Promise<string[]> =>
  marks.evaluateAll((all) => all.map((mark) => mark.getAttribute('aria-label') ?? ''));
