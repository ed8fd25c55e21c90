import type { Page } from 'playwright/test';

/**
 * Writes down every text that elements of a selector have from now on, over a reload too: what comes
 * and goes by itself may be gone when it is looked for.
 * @returns reads the texts since the page was loaded, or since the call
 */
export async function keepTexts(page: Page, selector: string): Promise<() => Promise<string[]>> {
  const name = `texts of ${selector}`;
  const keep = ([key, wanted]: readonly [string, string]) => {
    const texts = new Set<string>();
    Object.assign(window, { [key]: texts });
    const look = () => {
      for (const element of document.querySelectorAll(wanted)) texts.add(element.textContent);
    };
    new MutationObserver(look).observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    look();
  };
  await page.addInitScript(keep, [name, selector] as const);
  await page.evaluate(keep, [name, selector] as const);
  return () =>
    page.evaluate((key) => [...(window as unknown as Record<string, Set<string>>)[key]], name);
}
