import { readFile } from 'node:fs/promises';
import { expectAccessible, expectAccessibleEverywhere } from './helpers/axe';
import { openMatching } from './helpers/matching';
import {
  atRest,
  dragSlider,
  enter,
  expectAbove,
  frames,
  reload,
  save,
  unfold,
  visit,
} from './helpers/page';
import { expect, onOnePage, test } from './helpers/test';
import { keepTexts } from './helpers/texts';
import { endWorkers, keepWorkers } from './helpers/workers';

test('ten numbers are trained to a perfect matching', async ({ page }) => {
  const lab = await openMatching(page);
  expect((await lab.right())[0]).toBeLessThan(10);
  await lab.trainToEnd();
  expect(await lab.right()).toEqual([10, 10]);
  await expect(lab.details.first()).toContainText('held out 100% right');
});

test('sigma and epsilon act at once, at rest and while it trains', async ({ page }) => {
  const knobs = 'stop=0&rate=0.02&sigma=0.1';
  const lab = await openMatching(page, `?${knobs}&maxSteps=400`);
  await lab.trainToEnd();
  expect((await lab.right())[0]).toBe(10);
  const loud = [0.25, 0.5, 0.8, 0.999];
  await dragSlider(page, lab.sigma, loud);
  await atRest(page);
  expect((await lab.right())[0]).toBeLessThan(8);
  expect(await lab.step()).toBe(400);

  await visit(page, `#/matching?${knobs}&maxSteps=20000`);
  expect((await lab.right())[0]).toBe(10);
  await lab.run.click();
  await lab.passes(400);
  await dragSlider(page, lab.sigma, loud);
  await expect.poll(async () => (await lab.right())[0]).toBeLessThan(8);
  await lab.passes(await lab.step());
  await enter(page, /Loss weight/, '-100');
  await expect(page).toHaveURL(/epsilon=-100/);
  await lab.passes(await lab.step());
  await lab.pause();
  const told = { name: /ε .*→ −100/, includeHidden: true };
  await expect(lab.figure('epsilon').getByRole('button', told)).toHaveCount(1);
});

test('three methods are compared in step, pinned, named, hidden and removed', async ({ page }) => {
  const lab = await openMatching(
    page,
    '?d=6&compare=direct-sigma-0,gumbel-sinkhorn&stop=0&maxSteps=30',
  );
  await lab.trainToEnd();
  await expect(lab.details).toHaveCount(3);
  for (const text of await lab.details.allTextContents()) expect(text).toContain('step 30');
  const loss = lab.figure('loss');
  await loss.scrollIntoViewIfNeeded();
  // and the recorded one
  await expect(loss.locator('.run-line')).toHaveCount(4);
  await page.getByRole('button', { name: 'Keep a copy of Sinkhorn' }).click();
  const names = page.getByRole('textbox', { name: 'Name of the run' });
  await expect(names).toHaveCount(5);
  await names.last().fill('relaxed, kept');
  await names.last().press('Enter');
  await expect(loss.locator('desc')).toContainText('relaxed, kept');
  await page.getByRole('button', { name: 'Hide Sinkhorn' }).click();
  await expect(loss.locator('.run-line')).toHaveCount(4);
  await page.getByRole('button', { name: 'Remove relaxed, kept' }).click();
  await page.getByRole('button', { name: 'Remove Direct, σ = 0' }).click();
  await expect(page).toHaveURL(/compare=gumbel-sinkhorn(&|$)/);
  await page.getByRole('button', { name: 'Remove recorded, ' }).click();
  await expect(names).toHaveCount(2);
});

test('opens with no empty frame: what was recorded is drawn until it is run here', async ({
  page,
}) => {
  const lab = await openMatching(page);
  const curves = ['loss', 'positions', 'held-out', 'kendall', 'perfect', 'sigma', 'gradient'];
  for (const id of [...curves, 'epsilon', 'sign', 'sign-10', 'sign-100']) {
    const figure = lab.figure(id);
    await figure.scrollIntoViewIfNeeded();
    await expect(figure.locator('.run-line').first()).toBeAttached();
    await expect(figure.locator('.figure-source')).toContainText('recorded with version');
  }
  const table = lab.figure('table');
  await table.scrollIntoViewIfNeeded();
  await expect(table.locator('desc')).toContainText('d = 25, ');
  await expect(table).toContainText(/recorded, [\d,]+ repetitions/);
  await expect(page.getByText('No steps yet')).toHaveCount(0);
  // to its own end: at full speed that may come before a hand can pause it
  await lab.trainToEnd();
  await expect(lab.figure('loss').locator('.run-line')).toHaveCount(2);
  await expect(lab.figure('loss').locator('.run-line.thin')).toHaveCount(1);
  await expect(lab.figure('loss').locator('.figure-source')).not.toContainText('recorded');
});

test('a slow step walks through its stages and makes one step', async ({ page }) => {
  const lab = await openMatching(page);
  const slow = page.locator('.transport-buttons button').nth(2);
  await slow.click();
  const stage = page.locator('.stages [aria-current]');
  await expect(stage).toHaveText('score');
  await expect(lab.main.locator('path.link')).toHaveCount(0);
  for (const name of ['+ σγ', 'argmax', 'augmented argmax', 'difference', 'update']) {
    await slow.click();
    await expect(stage).toHaveText(name);
  }
  await expect(lab.main).toContainText('links differ');
  await slow.click();
  await expect(page.locator('.stages')).toHaveCount(0);
  await expect.poll(lab.step).toBe(1);
  await page.getByRole('button', { name: 'One step' }).first().click();
  await expect.poll(lab.step).toBe(2);
  await page.getByRole('button', { name: 'Back to step 0' }).click();
  await expect.poll(lab.step).toBe(0);
});

test('past steps are looked at: figures, curves and words go back and come again', async ({
  page,
}) => {
  const lab = await openMatching(page, '?stop=0&maxSteps=20000');
  const slider = page.getByRole('slider', { name: 'Look back over past steps' });
  const now = page.getByRole('button', { name: 'Now', exact: true });
  const pole = lab.figure('loss').locator('.past-pole');
  // before anything is trained here, the run that came with the site
  await slider.focus();
  await slider.press('ArrowLeft');
  await expect(lab.status).toContainText('step 429 of 429, recorded weights');
  await expect.poll(async () => (await lab.right())[0]).toBe(10);
  await now.click();
  await expect(lab.status).toContainText('step 0: not trained yet');

  await lab.trainTo(70);
  const steps = await lab.step();
  await expect(slider).toHaveAttribute('aria-valuetext', `now, at step ${steps}`);
  const plot = lab.main.locator('.figure-plot');
  const place = await plot.boundingBox();
  const trained = await lab.right();
  await slider.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', `step 0 of ${steps}, past weights`);
  await expect.poll(async () => (await lab.right())[0]).toBeLessThan(trained[0]);
  for (let i = 0; i < 7; i++) await slider.press('ArrowRight');
  await expect(lab.status).toContainText(`step 64 of ${steps}, past weights · loss`);
  await expect(lab.main.locator('.figure-source')).toContainText(`step 64 of ${steps} · CPU`);
  expect(await plot.boundingBox()).toEqual(place);
  await lab.figure('machine').scrollIntoViewIfNeeded();
  await expect(lab.figure('machine')).toContainText('with the numbers of step 64');
  await lab.figure('loss').scrollIntoViewIfNeeded();
  await expect(pole).toHaveCount(1);
  await expect(lab.figure('loss').locator('.label-past')).toHaveText('step 64');
  await expectAccessible(page, 'at a past step');

  // at its right end is the present
  await dragSlider(page, slider, [0.2, 0.6, 0.999]);
  await expect(now).toBeDisabled();
  await expect(pole).toHaveCount(0);
  await expect.poll(lab.right).toEqual(trained);

  await reload(page);
  await slider.press('Home');
  await slider.press('ArrowRight');
  await expect(lab.status).toContainText(`step 1 of ${steps}, past weights`);
  // who trains looks at the present
  await page.getByRole('button', { name: 'One step' }).first().click();
  await expect.poll(lab.step).toBe(steps + 1);
  await expect(lab.status).toContainText(`step ${steps + 1} · loss`);
});

test('a run is taken up after a reload, and goes on', async ({ page }) => {
  const lab = await openMatching(page, '?d=6&stop=0&maxSteps=20000');
  await lab.trainTo(20);
  const before = await lab.step();
  const notices = await keepTexts(page, '.notices');
  await reload(page);
  expect((await notices()).join()).toContain('Your runs of the last visit are back');
  expect(await lab.step()).toBe(before);
  await lab.trainTo(before + 1);
});

test('a second tab that is only looked at leaves the runs of the first alone', async ({
  page,
  context,
}) => {
  const long = '?d=6&stop=0&maxSteps=20000';
  const lab = await openMatching(page, long);
  const other = await context.newPage();
  await openMatching(other, long);
  await lab.trainTo(12);
  const step = await lab.step();
  await other.close();
  await reload(page);
  expect(await lab.step()).toBe(step);
});

onOnePage(
  'own numbers are pasted, dragged and matched; faults are named and lose nothing',
  async ({ page }) => {
    const lab = await openMatching(page);
    await page.getByRole('radio', { name: 'Your own' }).check({ force: true });
    const text = page.getByRole('textbox', { name: 'Your numbers' });
    await text.fill('12, 3; 45\n7 3');
    await expect(
      page.getByText('3 is there 2 times; equal numbers may swap places.'),
    ).toBeVisible();
    await expect.poll(async () => (await lab.right())[1]).toBe(5);
    await expect(page).toHaveURL(/own=12,3,45,7,3/);
    for (const [wrong, says] of [
      ['12 3 forty 7', 'Entry 3, "forty", is not a number'],
      ['1 2', 'There are 2 numbers; there must be 3 to 128'],
      [Array(200).fill(1).join(' '), 'There are 200 numbers; there must be 3 to 128'],
      ['0,5 0,7 0,1', 'decimal comma'],
      ['1 2 1e400', 'too large'],
    ]) {
      await text.fill(wrong);
      await expect(page.getByText(says)).toBeVisible();
      expect((await lab.right())[1]).toBe(5);
    }
    // numbers from elsewhere take the place of what could not be read
    await page.evaluate(() => (location.hash = '#/matching?instance=own&own=9,8,7,6'));
    await expect(text).toHaveValue('9 8 7 6');
    await expect.poll(async () => (await lab.right())[1]).toBe(4);
    await text.fill('0.1 0.5 0.9');
    await expect.poll(async () => (await lab.right())[1]).toBe(3);
    const first = lab.main.getByRole('slider', { name: 'number 1' });
    await first.focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowUp');
    await expect(page).toHaveURL(/own=0\.[34]\d*,0\.5,0\.9/);
  },
);

test('an absurd learning rate stops the run, says why and can be taken back', async ({ page }) => {
  const lab = await openMatching(page, '?d=6&sigma=0.1&stop=0&maxSteps=100');
  await lab.trainToEnd();
  expect((await lab.right())[0]).toBe(6);
  await unfold(page, 'Training');
  await enter(page, 'Steps at most', '200');
  await enter(page, 'Learning rate', '1e12');
  await lab.run.click();
  const fault = page.locator('.run-fault');
  await expect(fault).toContainText(/weights have grown beyond|no longer finite/);
  expect((await lab.right())[0]).toBe(6);
  await enter(page, 'Learning rate', '0.1');
  await fault.getByRole('button', { name: /Go back to step \d+/ }).click();
  await expect(fault).toHaveCount(0);
  const back = await lab.step();
  await lab.trainToEnd();
  expect(await lab.step()).toBeGreaterThan(back);
  expect((await lab.right())[0]).toBe(6);
});

test.describe('a background thread that dies', () => {
  test.use({ tolerated: [/./] });

  test('is replaced, and training goes on with the same weights', async ({ page }) => {
    await keepWorkers(page);
    const lab = await openMatching(page, '?d=12&sigma=0.01&stop=0&maxSteps=20000');
    await lab.run.click();
    await lab.passes(30);
    for (let death = 0; death < 2; death++) {
      await endWorkers(page);
      await lab.passes((await lab.step()) + 10);
    }
    await lab.passes(300);
    await lab.pause();
    expect((await lab.right())[0]).toBeGreaterThan(9);
  });
});

test.describe('a graphics device that is lost while it trains', () => {
  test.use({ tolerated: [/lost|destroyed/i] });

  test('costs nothing: the own code goes on, and the device comes back', async ({ page }) => {
    const lab = await openMatching(
      page,
      '?d=3&sequences=1&samples=1&stop=0&maxSteps=20000&networks=webgpu',
    );
    await lab.run.click();
    await expect(lab.status).toContainText('tfjs on webgpu');
    await unfold(page, 'Other methods, engine');
    const lose = page.getByRole('button', { name: /Lose the graphics device/ });
    for (let loss = 0; loss < 2; loss++) {
      const before = await lab.step();
      await lose.click();
      await lab.passes(before + 3);
      await expect(lab.status).toContainText('tfjs on webgpu');
    }
  });
});

test('the networks train on WebAssembly as well, to the same loss', async ({ page }) => {
  const lossAfter = async (networks: string) => {
    const lab = await openMatching(page, `?d=6&seed=7&maxSteps=12&stop=0&networks=${networks}`);
    await page.getByRole('button', { name: 'Back to step 0' }).click();
    await lab.trainToEnd();
    if (networks === 'wasm') await expect(lab.status).toContainText('tfjs on wasm');
    return /loss ([^ ]+)/.exec((await lab.status.textContent())!)![1];
  };
  expect(await lossAfter('wasm')).toBe(await lossAfter('own'));
});

test('the sign of epsilon is an experiment at a click', async ({ page }) => {
  const lab = await openMatching(page);
  const figure = lab.figure('sign');
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.locator('.run-line')).toHaveCount(4);
  await figure.getByRole('button', { name: 'Train 4 runs' }).click();
  await expect(figure.locator('.run-line')).toHaveCount(8);
  await expect(figure.getByRole('button', { name: 'Stop' })).toBeVisible();
  await figure.getByRole('button', { name: 'Stop' }).click();
  await expect(figure.getByRole('button', { name: 'Go on' })).toBeVisible();
});

test('Table 1 runs, stops, outlives a reload and is exported', async ({ page }) => {
  const lab = await openMatching(page);
  const figure = lab.figure('table');
  await figure.scrollIntoViewIfNeeded();
  for (const name of ['d = 10', 'Gumbel-Sinkhorn', 'Direct loss, σ fixed']) {
    await figure.getByRole('switch', { name, exact: true }).setChecked(false, { force: true });
  }
  const repetitions = figure.getByRole('textbox', { name: 'Repetitions' });
  await repetitions.fill('3');
  await repetitions.press('Enter');
  await figure.getByRole('button', { name: 'Run the repetitions' }).click();
  await expect(figure).toContainText('6 of 6');
  await atRest(page);
  await expect(figure.locator('desc')).toContainText('d = 5, Direct loss, σ = 0: 100');
  await reload(page);
  await expect(figure.locator('desc')).toContainText('d = 5, Direct loss, σ = 0: 100');
  const saving = page.waitForEvent('download');
  await figure.getByRole('button', { name: 'Save as JSON' }).click();
  const saved = JSON.parse(await readFile(await (await saving).path(), 'utf8')) as {
    results: unknown[];
    made: string;
  };
  expect(saved.results).toHaveLength(6);
  expect(saved.made).toContain('#/matching');
  const input = figure.locator('input[type=file]');
  await input.setInputFiles({
    name: 'wrong.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"app":"noisy-argmax","kind":"matching-table","seed":1,"results":[{}]}'),
  });
  await expect(page.getByText('wrong.json: Result 1 of the file: "variant" must be')).toBeVisible();
  await expect(figure.locator('desc')).toContainText('d = 5, Direct loss, σ = 0: 100');
});

test('a figure of a run is exported with its data and a receipt', async ({ page }) => {
  const lab = await openMatching(page, '?d=5&maxSteps=20&stop=0');
  await lab.trainToEnd();
  const matrices = lab.figure('matrices');
  await matrices.scrollIntoViewIfNeeded();
  // the picture is the mask of a hue
  await expect(matrices.locator('image').first()).toBeAttached();
  const svg = await readFile(await save(page, matrices, 'Save as SVG'), 'utf8');
  expect(svg).toContain('data:image/png');
  expect(svg).toContain('#/matching?');
  await expect(page).toHaveURL(/d=5/);
});

onOnePage('a value out of range in the address is named, and the lab goes on', async ({ page }) => {
  const lab = await openMatching(page, '?d=1000&compare=direct-sigma-0,magic');
  await expect(page.locator('.notices')).toContainText(/d must be a whole number from 3 to 128/);
  await expect(page.locator('.notices')).toContainText('magic');
  expect((await lab.right())[1]).toBe(128);
});

test('no accessibility violation and no sideways scrolling in any window, light and dark', async ({
  page,
}) => {
  const lab = await openMatching(page, '?d=8&maxSteps=30&stop=0&view=difference&truth=1');
  await lab.trainToEnd();
  await expect(lab.figure('table')).toBeVisible();
  await expectAccessibleEverywhere(page);
  await openMatching(page, '?d=6&present=matching');
  await expectAccessible(page, 'presentation');
});

onOnePage('the main story fits 1366 x 768 without scrolling', async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  const lab = await openMatching(page);
  await expectAbove(768, [lab.main, lab.run, lab.sigma]);
});

test('links move to their new places in a step, unless the reader wants no motion', async ({
  page,
}) => {
  const lab = await openMatching(page, '?view=difference');
  await page.evaluate(() => {
    const { dataset } = document.documentElement;
    dataset['moves'] = '';
    new MutationObserver((records) => {
      for (const { target } of records) {
        if (!(target as Element).hasAttribute('data-moving')) continue;
        // what is shown while a mark moves is no rest
        dataset['moves'] += dataset['state'] === 'busy' ? 'busy ' : 'rest ';
      }
    }).observe(document.body, { subtree: true, attributeFilter: ['data-moving'] });
  });
  const moves = () => page.evaluate(() => document.documentElement.dataset['moves']);
  const links = () =>
    lab.main.locator('path.link').evaluateAll((all) => all.map((link) => link.getAttribute('d')));
  const step = async (to: number) => {
    await page.getByRole('button', { name: 'One step' }).first().click();
    await expect.poll(lab.step).toBe(to);
    await atRest(page);
  };
  const before = await links();
  for (let to = 1; (await moves()) === '' && to <= 20; to++) await step(to);
  expect(await moves()).toMatch(/^(busy )+$/);
  const after = await links();
  expect(after).not.toEqual(before);
  await frames(page, 20);
  expect(await links()).toEqual(after);

  await page.emulateMedia({ reducedMotion: 'reduce' });
  const until = await moves();
  const at = await lab.step();
  for (let to = at + 1; to <= at + 5; to++) await step(to);
  expect(await links()).not.toEqual(after);
  expect(await moves()).toBe(until);
});
