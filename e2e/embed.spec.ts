import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FrameLocator, Locator, Page } from 'playwright/test';
import { scenes } from '../src/lecture/scenes';
import { sceneTexts } from '../src/lecture/texts';
import { expect, test as base } from './helpers/test';
import { expectAccessible } from './helpers/axe';
import { frames, visit } from './helpers/page';

/** A page of another origin around the site, which writes down what it is told and may follow the height. */
const around = ({ src, sandbox = false, follows = false, above = 0 }: Around) => `<!doctype html>
<title>Slides</title>
<script>
  heard = [];
  addEventListener('message', ({ data }) => {
    heard.push(data);
    if (${follows} && data.type === 'noisy-argmax:height')
      document.querySelector('iframe').style.height = data.px + 'px';
  });
</script>
<div style="height: ${above}px"></div>
<iframe src="${src}" width="720" height="460" style="border: 0" title="A figure"
  ${sandbox ? 'sandbox="allow-scripts"' : ''}></iframe>`;

interface Around {
  readonly src: string;
  /** Without an origin, and so without storage and workers. */
  readonly sandbox?: boolean;
  /** Makes the frame as high as it says that it is. */
  readonly follows?: boolean;
  /** Height of what is above the frame. */
  readonly above?: number;
}

interface Embedded {
  readonly frame: FrameLocator;
  readonly root: Locator;
  heights(): Promise<number[]>;
  keys(): Promise<string[]>;
  /** Sends a key from the page around. */
  send(key: string): Promise<void>;
}

interface Fixtures {
  embed(hash: string, how?: Omit<Around, 'src'>): Promise<Embedded>;
}

const test = base.extend<Fixtures>({
  tolerated: [/localhost|favicon/],
  embed: async ({ page, baseURL }, use) => {
    let html = '';
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(html);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    await use(async (hash, how) => {
      html = around({ ...how, src: `${baseURL}?embed=1${hash}` });
      await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
      return embeddedIn(page);
    });
    server.close();
  },
});

function embeddedIn(page: Page): Embedded {
  const frame = page.frameLocator('iframe');
  const heard = () =>
    page.evaluate(() => (window as unknown as { heard: { [name: string]: unknown }[] }).heard);
  const named = async (type: string, name: string) =>
    (await heard()).filter((told) => told['type'] === type).map((told) => told[name]);
  return {
    frame,
    root: frame.locator('html'),
    heights: async () => (await named('noisy-argmax:height', 'px')) as number[],
    keys: async () => (await named('noisy-argmax:key', 'key')) as string[],
    send: (key) =>
      page.evaluate((sent) => {
        const { contentWindow } = document.querySelector('iframe')!;
        contentWindow!.postMessage({ type: 'noisy-argmax:key', key: sent }, '*');
      }, key),
  };
}

const arrive = async ({ root }: Embedded, route: string) => {
  await expect(root).toHaveAttribute('data-route', route);
  await expect(root).toHaveAttribute('data-state', 'rest');
};

test('in a page of another origin, without storage, a figure works and hands on the keys that it has no use for', async ({
  embed,
}) => {
  const hash = '#/argmax?sigma=0.3&present=secant&show=sigma';
  const embedded = await embed(hash, { sandbox: true });
  const { frame, keys, heights } = embedded;
  await arrive(embedded, 'argmax/secant');
  await expect(frame.locator('.figure-plot svg')).toBeVisible();
  await expect(frame.getByRole('link', { name: 'open' })).toBeVisible();
  await expect(frame.getByRole('banner')).toHaveCount(0);
  expect((await heights()).at(-1)).toBeGreaterThan(300);
  const sigma = frame.getByRole('slider', { name: /Noise scale/ });
  await sigma.press('End');
  await sigma.press('PageDown');
  await expect.poll(keys).toEqual(['PageDown']);
  await sigma.press('Escape');
  await expect.poll(keys).toEqual(['PageDown', 'Escape']);
});

test('the page around turns the figures with its keys, which do not come back to it', async ({
  embed,
}) => {
  const embedded = await embed('#/argmax?present=frequency', { sandbox: true });
  const { frame, keys, send, root } = embedded;
  await arrive(embedded, 'argmax/frequency');
  await send('PageUp');
  await send('PageDown');
  await expect(root).not.toHaveAttribute('data-route', 'argmax/frequency');
  await send('b');
  await expect(frame.locator('.blank')).toBeVisible();
  await send('Escape');
  await expect(frame.locator('.blank')).toHaveCount(0);
  expect(await keys()).toEqual([]);
});

test('the lecture goes on with its keys, pressed or sent, without storage', async ({ embed }) => {
  const embedded = await embed('#/lecture?scene=1', { sandbox: true });
  const { frame, send } = embedded;
  const reveal = frame.getByRole('button', { name: 'Reveal', exact: true });
  const told = (id: number) => frame.getByRole('status').filter({ hasText: sceneTexts[id].reveal });
  const heading = frame.getByRole('heading', { level: 1 });
  await arrive(embedded, 'argmax/scene-1');
  await reveal.press('1');
  await expect(frame.getByRole('button', { pressed: true })).toHaveCount(1);
  await reveal.press('PageDown');
  await expect(told(1)).toBeVisible();
  await frame.getByRole('main').press('PageDown');
  await expect(heading).toHaveText(sceneTexts[scenes[1].id].sentence);
  await arrive(embedded, `${scenes[1].lab}/scene-${scenes[1].id}`);
  await send('2');
  await expect(frame.getByRole('button', { pressed: true })).toHaveText(/^2/);
  await send('Enter');
  await expect(told(scenes[1].id)).toBeVisible();
  await send('PageDown');
  await expect(heading).toHaveText(sceneTexts[scenes[2].id].sentence);
});

test('a frame that is made as high as it says comes to rest, and becomes lower again', async ({
  page,
  embed,
}) => {
  const embedded = await embed('#/argmax?present=secant', { follows: true });
  const { heights, root } = embedded;
  const size = () =>
    root.evaluate(({ scrollHeight }) => ({ scrollHeight, innerHeight: window.innerHeight }));
  const come = async (route: string) => {
    await arrive(embedded, route);
    await expect
      .poll(async () => {
        const [{ scrollHeight, innerHeight }, told] = [await size(), await heights()];
        return scrollHeight === innerHeight && told.at(-1) === innerHeight;
      }, route)
      .toBe(true);
    // what comes later may make it higher, and then no more
    const rests = async () => {
      const told = await heights();
      await frames(page, 20);
      return (await heights()).length === told.length;
    };
    await expect.poll(rests, route).toBe(true);
    return (await heights()).at(-1)!;
  };
  const figure = await come('argmax/secant');
  const follow = (hash: string) => root.evaluate((_, to) => (location.hash = to), hash);
  const stops = [
    ['#/argmax', 'argmax'],
    ['#/lecture?scene=1', 'argmax/scene-1'],
    ['#/', 'home'],
    ['#/matching?present=matching', 'matching/matching'],
    ['#/argmax?show=sigma,figure-secant', 'argmax'],
    ['#/argmax?present=secant', 'argmax/secant'],
  ] as const;
  const found: number[] = [];
  for (const [hash, route] of stops) {
    await follow(hash);
    found.push(await come(route));
  }
  expect(found[0]).toBeGreaterThan(3 * figure);
  expect(found[1]).toBeLessThan(found[0] / 2);
  expect(found.at(-1)).toBe(figure);
  // a narrower frame
  await page.locator('iframe').evaluate((frame) => frame.setAttribute('width', '360'));
  await expect.poll(async () => (await heights()).at(-1)).not.toBe(figure);
  await come('argmax/secant');
});

test('out of sight a training waits, and goes on when it is seen; all work takes one thread', async ({
  page,
  embed,
}) => {
  const embedded = await embed('#/matching?speed=full&present=matching', { above: 3000 });
  const { frame, root } = embedded;
  const iframe = page.locator('iframe');
  const step = async () => {
    const text = await frame.locator('.transport-status').textContent();
    return Number(/step (\d+)/.exec(text ?? '')?.[1]);
  };
  // what waits begins with the first look
  await expect(root).toHaveAttribute('data-sight', /away|paused/);
  await iframe.scrollIntoViewIfNeeded();
  await expect(root).toHaveAttribute('data-sight', 'seen');
  await arrive(embedded, 'matching/matching');
  await frame.getByRole('button', { name: 'Run', exact: true }).click();
  await expect.poll(step).toBeGreaterThan(2);
  await page.evaluate(() => scrollTo(0, 0));
  await expect(root).toHaveAttribute('data-sight', 'paused');
  const waiting = await step();
  await frames(page, 60);
  expect(await step()).toBe(waiting);
  await iframe.scrollIntoViewIfNeeded();
  await expect(root).toHaveAttribute('data-sight', 'seen');
  await expect.poll(step).toBeGreaterThan(waiting);
});

test('the code for a figure, a page and a lesson is copied, or selected where that is denied', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit(page, '#/argmax?sigma=2');
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  const src = (hash: string) => `<iframe src="${new URL('./', page.url()).href}?embed=1${hash}"`;
  const dialog = page.getByRole('dialog');
  const copy = dialog.getByRole('button', { name: 'Copy embed code' });
  const share = async (item: string) => {
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await page
    .locator('#figure-frequency')
    .getByRole('button', { name: /^Options of/ })
    .click();
  await page.getByRole('menuitem', { name: 'Copy embed code…' }).click();
  await copy.click();
  await expect(page.getByText('The embed code is copied.')).toBeVisible();
  expect(await copied()).toContain(src('#/argmax?sigma=2&amp;present=frequency'));
  expect(await copied()).toContain('title="Add noise, take the best, and count who wins"');
  await expectAccessible(page, 'embed code');
  await page.keyboard.press('Escape');
  await share('Make a lesson…');
  await dialog.getByRole('switch', { name: 'Examples' }).uncheck();
  await copy.click();
  await expect.poll(copied).toMatch(/\?embed=1#\/argmax\?sigma=2&amp;show=/);
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('denied'));
  });
  await share('Copy embed code…');
  await copy.click();
  await expect(page.getByText(/does not allow copying; the text is selected/)).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: 'HTML' })).toBeFocused();
  expect(await page.evaluate(() => String(getSelection()))).toContain(src('#/argmax?sigma=2'));
});
