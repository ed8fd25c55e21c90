import { chromium } from 'playwright/test';
import { browserArguments, findBrowser } from '../scripts/browser.mjs';
import { openArgmax } from './helpers/argmax';
import { atRest, dragSlider } from './helpers/page';
import { expect, onOnePage, test } from './helpers/test';
import { endWorkers, keepWorkers } from './helpers/workers';

onOnePage('a software adapter is recognised and the faster path computes', async ({ page }) => {
  const lab = await openArgmax(page);
  await expect(lab.badge).toContainText('CPU');
  await lab.badge.click();
  await expect(page.getByRole('dialog')).toContainText('samples/s');
  await expect(page.getByRole('dialog')).toContainText('drawn in software');
});

test('?backend=webgpu computes on WebGPU and agrees with the CPU to the last near-tie', async ({
  page,
}) => {
  const hash = '?scores=1,0.3,-0.4,0.2&cap=40000';
  const onCpu = await openArgmax(page, hash, '?backend=cpu');
  await expect(onCpu.source).toContainText('CPU · 40,000');
  const cpu = await onCpu.shares();
  const onGpu = await openArgmax(page, hash, '?backend=webgpu');
  await expect(onGpu.badge).toContainText('WebGPU');
  await expect(onGpu.source).toContainText('WebGPU · 40,000');
  const gpu = await onGpu.shares();
  expect(cpu).toHaveLength(4);
  cpu.forEach(({ measured }, i) => expect(Math.abs(measured - gpu[i].measured)).toBeLessThan(2e-4));
});

test('an unknown backend is named, and the page chooses one itself', async ({ page }) => {
  await openArgmax(page, '', '?backend=quantum');
  await expect(page.getByRole('status').first()).toContainText('The backend "quantum" is unknown');
});

test.describe('a lost graphics device', () => {
  test.use({ tolerated: [/lost|destroyed/i] });

  test('is recovered in place, several times in a row, also while dragging', async ({ page }) => {
    const lab = await openArgmax(page, '?cap=40000', '?backend=webgpu');
    await expect(lab.badge).toContainText('WebGPU');
    for (let loss = 1; loss <= 3; loss++) {
      await lab.badge.click();
      const lose = page.getByRole('button', { name: /Lose the graphics device/ });
      await lose.press('Enter');
      // The device goes while the pointer drags.
      const to = (i: number) => 0.5 + 0.015 * i * (loss % 2 ? 1 : -1);
      await dragSlider(
        page,
        lab.sigma,
        Array.from({ length: 25 }, (_, i) => to(i)),
      );
      await page.keyboard.press('Escape');
      await atRest(page);
      await expect(lab.badge).toContainText('WebGPU');
      await expect(lab.source).toContainText('WebGPU');
      await lab.expectAgreement(0.02);
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
  await lab.expectAgreement(0.01);
});

test('a worker that dies is replaced', async ({ page }) => {
  await keepWorkers(page);
  const lab = await openArgmax(page, '?cap=50000', '?backend=cpu');
  const before = await lab.shares();
  await endWorkers(page);
  await lab.sigma.focus();
  await page.keyboard.press('ArrowRight');
  await atRest(page);
  await expect(lab.source).toContainText('50,000 samples');
  expect(await lab.shares()).not.toEqual(before);
  await lab.expectAgreement(0.01);
});
