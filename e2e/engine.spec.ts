import { chromium } from 'playwright/test';
import { browserArguments, findBrowser } from '../scripts/browser.mjs';
import { openArgmax } from './helpers/argmax';
import { expect, test } from './helpers/test';

test('a software adapter is recognised and the faster path computes', async ({ page }) => {
  const lab = await openArgmax(page);
  await expect(lab.badge).toContainText('CPU');
  await expect(lab.badge).toContainText('samples/s');
  await lab.badge.click();
  await expect(page.getByRole('dialog')).toContainText('drawn in software');
});

test('?backend=webgpu computes on WebGPU and agrees with the CPU to the last near-tie', async ({
  page,
}) => {
  const hash = '?scores=1,0.3,-0.4,0.2&cap=40000';
  const onCpu = await openArgmax(page, hash, '?backend=cpu');
  await expect(onCpu.main.locator('.figure-source')).toContainText('CPU · 40,000');
  const cpu = await onCpu.shares();
  const onGpu = await openArgmax(page, hash, '?backend=webgpu');
  await expect(onGpu.badge).toContainText('WebGPU');
  await expect(onGpu.main.locator('.figure-source')).toContainText('WebGPU · 40,000');
  const gpu = await onGpu.shares();
  cpu.forEach(({ measured }, i) => expect(Math.abs(measured - gpu[i].measured)).toBeLessThan(2e-4));
});

test('an unknown backend is named, and the page chooses one itself', async ({ page }) => {
  const lab = await openArgmax(page, '', '?backend=quantum');
  await expect(page.getByRole('status').first()).toContainText('The backend "quantum" is unknown');
  await lab.settled();
});

test.describe('a lost graphics device', () => {
  test.use({ tolerated: [/lost|destroyed/i] });

  test('is recovered in place, several times in a row, also while dragging', async ({ page }) => {
    const lab = await openArgmax(page, '', '?backend=webgpu');
    await expect(lab.badge).toContainText('WebGPU');
    const box = (await lab.sigma.boundingBox())!;
    const y = box.y + box.height / 2;
    for (let loss = 1; loss <= 3; loss++) {
      await lab.badge.click();
      const lose = page.getByRole('button', { name: /Lose the graphics device/ });
      await lose.focus();
      // The device goes while the pointer drags.
      await page.mouse.move(box.x + box.width / 2, y);
      await lose.press('Enter');
      await page.mouse.down();
      for (let i = 0; i < 25; i++) {
        await page.mouse.move(box.x + box.width * (0.5 + 0.015 * i * (loss % 2 ? 1 : -1)), y);
        await page.waitForTimeout(16);
      }
      await page.mouse.up();
      await page.keyboard.press('Escape');
      await expect(lab.badge).toContainText('WebGPU');
      await expect(lab.main.locator('.figure-source')).toContainText('WebGPU');
      await expect(async () => {
        for (const { measured, exact } of await lab.shares()) {
          expect(Math.abs(measured - exact)).toBeLessThan(0.02);
        }
      }).toPass();
    }
  });
});

test('without WebGPU the page says so and computes on the CPU', async ({ baseURL }) => {
  const path = findBrowser();
  const args = browserArguments.filter((flag) => !/webgpu/.test(flag));
  const browser = await chromium.launch({
    args: [...args, '--disable-features=WebGPU,WebGPUService'],
    ...(path ? { executablePath: path } : {}),
  });
  try {
    const page = await browser.newPage({ baseURL: baseURL! });
    const lab = await openArgmax(page);
    await lab.settled();
    await lab.badge.click();
    await expect(page.getByRole('dialog')).toContainText(/no WebGPU|no adapter/);
  } finally {
    await browser.close();
  }
});

test('without workers the page computes on its own thread, and says what that costs', async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'Worker', { value: undefined });
  });
  const lab = await openArgmax(page, '?cap=100000');
  const banner = page.getByRole('complementary', { name: 'About this browser' });
  await expect(banner).toContainText('cannot start a background thread');
  await lab.settled();
  for (const { measured, exact } of await lab.shares()) {
    expect(Math.abs(measured - exact)).toBeLessThan(0.01);
  }
});

test('a worker that dies is replaced', async ({ page }) => {
  await page.addInitScript(() => {
    const Original = window.Worker;
    const workers: Worker[] = [];
    Object.assign(window, { workersOfThePage: workers });
    window.Worker = class extends Original {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        workers.push(this);
      }
    };
  });
  const lab = await openArgmax(page, '?cap=50000');
  await lab.settled();
  await page.evaluate(() => {
    const { workersOfThePage } = window as unknown as { workersOfThePage: Worker[] };
    for (const worker of workersOfThePage) {
      worker.terminate();
      worker.dispatchEvent(new Event('error'));
    }
  });
  await lab.sigma.focus();
  await page.keyboard.press('ArrowRight');
  await expect(async () => {
    const source = lab.main.locator('.figure-source');
    await expect(source).toContainText('50,000 samples', { timeout: 100 });
    for (const { measured, exact } of await lab.shares()) {
      expect(Math.abs(measured - exact)).toBeLessThan(0.01);
    }
  }).toPass();
});
