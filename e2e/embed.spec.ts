import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './helpers/test';

/** A page of another origin around the site, which writes down what it is told. */
const around = (src: string) => `<!doctype html><title>Slides</title>
<script>heard = []; addEventListener('message', (e) => heard.push(e.data));</script>
<iframe src="${src}" width="720" height="460" sandbox="allow-scripts" title="A figure"></iframe>`;

interface Told {
  readonly type: string;
  readonly px?: number;
  readonly key?: string;
}

test.use({ tolerated: [/localhost|favicon/] });

test('in a page of another origin, without storage, a figure works, says its height and hands keys over', async ({
  page,
  baseURL,
}) => {
  const src = `${baseURL}?embed=1#/argmax?sigma=0.3&present=secant&show=sigma`;
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(around(src));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    const frame = page.frameLocator('iframe');
    await expect(frame.locator('html[data-state="rest"]')).toBeAttached();
    await expect(frame.locator('.figure-plot svg')).toBeVisible();
    await expect(frame.getByRole('link', { name: 'open' })).toBeVisible();
    await expect(frame.getByRole('banner')).toHaveCount(0);
    const told = () => page.evaluate(() => (window as { heard?: Told[] }).heard ?? []);
    await expect
      .poll(async () => (await told()).find(({ type }) => type === 'noisy-argmax:height')?.px)
      .toBeGreaterThan(100);
    await frame.getByRole('slider', { name: /Noise scale/ }).press('PageDown');
    await expect
      .poll(async () => (await told()).find(({ type }) => type === 'noisy-argmax:key')?.key)
      .toBe('PageDown');
  } finally {
    server.close();
  }
});
