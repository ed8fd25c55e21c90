import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Launched } from './launch';

/** How WebDriver writes an element, in answers and in arguments. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
type Reference = Readonly<Record<typeof ELEMENT, string>>;

/** How long a state may take to come: this ends a journey whose state never comes. */
const PATIENCE_MS = 60_000;

/** How WebDriver writes keys that are no characters. */
export const keys = {
  Control: '\uE009',
  Escape: '\uE00C',
  PageDown: '\uE00F',
  Enter: '\uE007',
  ArrowRight: '\uE014',
} as const;

/** Looks until what is seen is not false, null or empty, and gives it. */
async function until<T>(what: string, see: () => Promise<T> | T): Promise<NonNullable<T>> {
  const end = performance.now() + PATIENCE_MS;
  for (let problem = ''; ; await sleep(30)) {
    try {
      const seen = await see();
      if (seen) return seen;
      problem = '';
    } catch (error) {
      // between two documents there is nothing to look at
      problem = ` (${(error as Error).message})`;
    }
    if (performance.now() > end) throw new Error(`never came: ${what}${problem}`);
  }
}

/** A page as a reader has it: looked at by scripts, and used by mouse, keys and files. */
export class Page {
  private readonly browser: Launched;

  constructor(browser: Launched) {
    this.browser = browser;
  }

  /** Runs a function in the page; what it closes over does not come along. */
  look<A extends readonly unknown[], T>(script: (...values: A) => T, ...values: A): Promise<T> {
    // esbuild names inner functions by a helper of its module
    const code = `const __name = (f) => f; return (${script.toString()})(...arguments);`;
    return this.browser.send('execute', { script: code, args: values }) as Promise<T>;
  }

  /** Runs a function in the page until what it gives is not false, null or empty. */
  until<A extends readonly unknown[], T>(
    what: string,
    script: (...values: A) => T,
    ...values: A
  ): Promise<NonNullable<T>> {
    return until(what, () => this.look(script, ...values));
  }

  /** Opens an address, and waits until it is drawn and at rest. */
  async open(address: string, route: string): Promise<void> {
    await this.browser.send('navigate', { url: address });
    await this.shows(route);
  }

  async reload(route: string): Promise<void> {
    await this.browser.send('refresh');
    await this.shows(route);
  }

  /** Waits until a route is drawn, all that was asked for is answered, and nothing trains. */
  async shows(route: string): Promise<void> {
    await this.until(
      `${route} at rest`,
      (wanted) => {
        const { route: shown, state } = document.documentElement.dataset;
        return shown === wanted && state === 'rest';
      },
      route,
    );
  }

  address = (): Promise<string> => this.look(() => location.href);

  /** Waits until the first of the elements of a selector says something. */
  async says(selector: string, pattern: RegExp): Promise<string> {
    return this.until(
      `${String(pattern)} in ${selector}`,
      (where, source) => {
        const texts = [...document.querySelectorAll(where)].map((each) => each.textContent);
        return texts.find((text) => new RegExp(source).test(text));
      },
      selector,
      pattern.source,
    );
  }

  /** The first element of a selector whose name, or else text, begins so; scrolled to. */
  find(selector: string, name = ''): Promise<Reference> {
    return this.until(
      `${selector} "${name}"`,
      (where, begin) => {
        const found = [...document.querySelectorAll(where)].find((each) =>
          (each.getAttribute('aria-label') ?? each.textContent).trim().startsWith(begin),
        );
        found?.scrollIntoView({ block: 'center' });
        return found;
      },
      selector,
      name,
    ) as unknown as Promise<Reference>;
  }

  /** Clicks what is found, once it is there and nothing lies over it. */
  async click(selector: string, name = ''): Promise<void> {
    await until(`a click on ${selector} "${name}"`, async () => {
      const { [ELEMENT]: id } = await this.find(selector, name);
      await this.browser.send('click', { id });
      return true;
    });
  }

  /** Types where the reader would, or gives the path of a file to what takes files. */
  async type(selector: string, text: string): Promise<void> {
    const { [ELEMENT]: id } = await this.find(selector);
    await this.browser.send('type', { id, text });
  }

  /** Presses keys, and lets go of them in the opposite order. */
  async press(...pressed: readonly string[]): Promise<void> {
    const actions = [
      ...pressed.map((value) => ({ type: 'keyDown', value })),
      ...pressed.toReversed().map((value) => ({ type: 'keyUp', value })),
    ];
    await this.browser.send('act', { actions: [{ type: 'key', id: 'keys', actions }] });
  }

  /** Takes hold of an element and moves it through fractions of its width; `moved` is awaited at each. */
  async drag(selector: string, stops: readonly number[], moved: () => Promise<void>) {
    await this.find(selector);
    const [left, width, y] = await this.look((where) => {
      const box = document.querySelector(where)!.getBoundingClientRect();
      return [box.left, box.width, box.top + box.height / 2];
    }, selector);
    const act = (...actions: object[]) =>
      this.browser.send('act', { actions: [{ type: 'pointer', id: 'mouse', actions }] });
    const move = (share: number) => ({
      ...{ type: 'pointerMove', duration: 0, origin: 'viewport' },
      ...{ x: Math.round(left + share * width), y: Math.round(y) },
    });
    await act(move(0.5), { type: 'pointerDown', button: 0 });
    for (const stop of stops) {
      await act(move(stop));
      await moved();
    }
    await act({ type: 'pointerUp', button: 0 });
  }

  /** What a click saved, once all of it is there. */
  async saved(ending: string): Promise<Buffer> {
    const { downloads } = this.browser;
    const name = await until(`a file "${ending}"`, () => {
      const names = readdirSync(downloads);
      return names.every((each) => each.endsWith(ending)) ? names[0] : undefined;
    });
    const content = () => readFileSync(join(downloads, name));
    await until(`${name} with something in it`, () => content().length > 0);
    return content();
  }

  /** A file as the reader has one: its path. */
  file(name: string, content: string | Uint8Array): string {
    const path = join(this.browser.files, name);
    writeFileSync(path, content);
    return path;
  }
}
