import { readFileSync } from 'node:fs';
import { expectAccessible, expectAccessibleEverywhere } from './helpers/axe';
import { openKnn } from './helpers/knn';
import {
  atRest,
  dragSlider,
  drawn,
  enter,
  expectAbove,
  frames,
  reload,
  save,
  smallestText,
  unfold,
} from './helpers/page';
import { expect, onOnePage, test } from './helpers/test';
import { keepTexts } from './helpers/texts';

/** As few images in a step as there can be: for journeys that need steps, and no good network. */
const small = 'queries=5&candidates=50';

test('the drawn digits are learned, and the training shows itself', async ({ page }) => {
  const lab = await openKnn(page, '?maxSteps=160');
  const plane = lab.figure('embedding');
  await plane.scrollIntoViewIfNeeded();
  await expect(plane).toContainText('A network trained before');
  await expect(lab.details.first()).toHaveText('not trained yet');
  await page.getByRole('button', { name: 'One step' }).first().click();
  await atRest(page);
  await expect(plane).toContainText('Training has begun');
  await expect(lab.status).toContainText(/step 1 · loss/);
  const start = await lab.accuracy();
  expect(start).toBeGreaterThan(0);
  await lab.trainToEnd();
  expect(await lab.accuracy()).toBeGreaterThan(start + 8);
  await expect(plane).toContainText('Training gathers');
});

test('one step, a slow step through its stages, and back to step 0', async ({ page }) => {
  const lab = await openKnn(page);
  await page.getByRole('button', { name: 'One step' }).first().click();
  await expect.poll(lab.step).toBe(1);
  const slow = page.locator('.transport-buttons button').nth(2);
  const stage = page.locator('.stages [aria-current]');
  const told = lab.main.locator('.figure-sentence');
  const stages = [
    ['distances', 'at its distance from the query'],
    ['+ σγ', 'One draw of the noise'],
    ['top k', 'that is the prediction y*'],
    ['augmented top k', 'y*(ε)'],
    ['difference', 'the gradient of this query'],
    ['update', 'The weights move'],
  ];
  for (const [name, sentence] of stages) {
    await slow.click();
    await expect(stage).toHaveText(name);
    await expect(told).toContainText(sentence);
  }
  await slow.click();
  await expect(page.locator('.stages')).toHaveCount(0);
  await expect.poll(lab.step).toBe(2);
  await page.getByRole('button', { name: 'Back to step 0' }).click();
  await expect.poll(lab.step).toBe(0);
  await expect(lab.details.first()).toHaveText('not trained yet');
});

test('sigma, epsilon and k act while it trains, and the curves say when', async ({ page }) => {
  const lab = await openKnn(page, `?method=direct-fixed-sigma&${small}`);
  await lab.run.click();
  await lab.passes(2);
  await dragSlider(page, lab.sigma, [0.5, 0.55, 0.6]);
  await enter(page, /Loss weight/, '-0.5');
  await enter(page, /^Neighbours/, '9');
  await expect(page).toHaveURL(/epsilon=-0.5/);
  await expect(page).toHaveURL(/k=9/);
  await lab.passes(await lab.step());
  await lab.pause();
  const curve = lab.figure('neighbours');
  await curve.scrollIntoViewIfNeeded();
  for (const name of [/σ .*→ /, /ε .*→ −0.5/, /k 5 → 9/]) {
    await expect(curve.getByRole('button', { name, includeHidden: true })).not.toHaveCount(0);
  }
  await expect(lab.figure('entries')).toContainText('place 9');
});

test('methods are compared in step, pinned, hidden and removed', async ({ page }) => {
  const compare = 'compare=direct-sigma-0,neuralsort-deterministic';
  const lab = await openKnn(page, `?${compare}&maxSteps=10&${small}`);
  await lab.trainToEnd();
  const trained = lab.details.filter({ hasText: 'stopped' });
  await expect(trained).toHaveCount(3);
  for (const text of await trained.allTextContents()) expect(text).toMatch(/step 10 .* test \d/);
  const accuracy = lab.figure('accuracy');
  await accuracy.scrollIntoViewIfNeeded();
  // and the recorded one
  await expect(accuracy.locator('.run-line')).toHaveCount(4);
  await page.getByRole('button', { name: 'Keep a copy of NeuralSort' }).click();
  await expect(accuracy.locator('.run-line')).toHaveCount(5);
  await page.getByRole('button', { name: 'Hide NeuralSort', exact: true }).click();
  await expect(accuracy.locator('.run-line')).toHaveCount(4);
  await page.getByRole('button', { name: 'Remove NeuralSort, 10 steps' }).click();
  await page.getByRole('button', { name: 'Remove NeuralSort', exact: true }).click();
  await expect(page).toHaveURL(/compare=direct-sigma-0(&|$)/);
  await expect(accuracy.locator('.run-line')).toHaveCount(3);
});

onOnePage('the query is another test image, or a drawing of the reader', async ({ page }) => {
  const { main } = await openKnn(page);
  const desc = main.locator('desc');
  const image = (number: number) => expect(desc).toContainText(`test image ${number}`);
  await image(1);
  const next = main.getByRole('button', { name: 'Next query' });
  await next.click();
  await image(2);
  await main.getByRole('button', { name: 'Draw your own' }).click();
  const pad = main.locator('.drawing-pad');
  const { x, y, width } = (await pad.boundingBox())!;
  await page.mouse.move(x + width / 2, y + width / 5);
  await page.mouse.down();
  for (const at of [0.3, 0.5, 0.7, 0.8]) await page.mouse.move(x + width / 2, y + width * at);
  await page.mouse.up();
  await expect(page.getByRole('img', { name: 'Your drawing: 1 stroke' })).toBeVisible();
  await expect(desc).toContainText('your drawing');
  await expect(main).toContainText('Who is nearest to your drawing?');
  const none = page.getByRole('img', { name: 'Your drawing: 0 strokes' });
  await main.getByRole('button', { name: 'Clear the drawing' }).click();
  await image(2);
  await expect(none).toBeVisible();
  await pad.click();
  await expect(desc).toContainText('your drawing');
  await next.click();
  await image(3);
  await expect(none).toBeVisible();
});

test('the noise and the loss are dragged at their rings, before any training', async ({ page }) => {
  const { main } = await openKnn(page);
  const noise = main.getByRole('slider', { name: /^Noise/ });
  await noise.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page).toHaveURL(/sigma=0\.\d/);
  const loss = main.getByRole('slider', { name: /^Loss/ });
  await loss.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page).toHaveURL(/epsilon=-/);
  await expect(main.locator('desc')).toContainText('among the 5 nearest');
});

onOnePage(
  'points of the embedding show their images: hovered, circled, by keys',
  async ({ page }) => {
    const lab = await openKnn(page);
    const plane = lab.figure('embedding');
    await plane.scrollIntoViewIfNeeded();
    const points = plane.getByRole('application');
    const images = plane.locator('.selection').getByRole('img');
    await expect(plane.locator('.selection')).toContainText('one of each class');
    await expect(images).toHaveCount(10);
    await points.focus();
    await page.keyboard.press('ArrowRight');
    await expect(images).toHaveCount(1);
    await expect(images).toHaveAccessibleName(/(training|test) image \d+/);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await expect(images).toHaveCount(10);
    await points.focus();
    await page.keyboard.press('Escape');
    await expect(plane.locator('.selection')).toContainText('one of each class');
    const box = (await points.boundingBox())!;
    const at = (fx: number, fy: number) =>
      page.mouse.move(box.x + fx * box.width, box.y + fy * box.height);
    await at(0.05, 0.05);
    await page.mouse.down();
    for (const [fx, fy] of [
      [0.95, 0.05],
      [0.95, 0.95],
      [0.05, 0.95],
    ])
      await at(fx, fy);
    await page.mouse.up();
    await page.mouse.move(2, 2);
    await expect(images).toHaveCount(10);
    await expect(plane.locator('.selection')).toContainText(/the first 10 of [\d,]+/);
  },
);

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('a tap shows, a finger that rests first circles, all else scrolls', async ({ page }) => {
    const lab = await openKnn(page);
    const plane = lab.figure('embedding');
    const points = plane.getByRole('application');
    const images = plane.locator('.selection').getByRole('img');
    await plane.scrollIntoViewIfNeeded();
    await points.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const { x, y, width, height } = (await points.boundingBox())!;
    const session = await page.context().newCDPSession(page);
    const finger = (type: 'touchStart' | 'touchMove' | 'touchEnd', fx = 0, fy = 0) =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x: x + fx * width, y: y + fy * height }],
      });
    const draw = async (stops: readonly (readonly [number, number])[]) => {
      for (const [fx, fy] of stops) await finger('touchMove', fx, fy);
      await finger('touchEnd');
    };
    const scrolled = () => page.evaluate(() => scrollY);

    const before = await scrolled();
    await finger('touchStart', 0.05, 0.05);
    await expect(plane.locator('.lasso')).toBeVisible();
    await draw([
      [0.95, 0.05],
      [0.95, 0.95],
      [0.05, 0.95],
    ]);
    await expect(plane.locator('.selection')).toContainText(/the first 10 of [\d,]+/);
    expect(await scrolled()).toBe(before);
    await points.press('Escape');
    await expect(plane.locator('.selection')).toContainText('one of each class');

    await finger('touchStart', 0.5, 0.9);
    await draw([0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2].map((fy) => [0.5, fy]));
    await expect.poll(scrolled).toBeGreaterThan(before);
    await expect(plane.locator('.selection')).toContainText('one of each class');
    await points.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const centre = plane.locator('.label-centre').first();
    await expect(centre).toBeInViewport();
    const at = await centre.boundingBox();
    await page.touchscreen.tap(at!.x + at!.width / 2, at!.y + at!.height / 2);
    await expect(images).not.toHaveCount(0);
  });
});

onOnePage('the embedding is saved as SVG, PNG and CSV with a receipt', async ({ page }) => {
  const lab = await openKnn(page, '?seed=3');
  const svg = readFileSync(await save(page, lab.figure('embedding'), 'Save as SVG'), 'utf8');
  expect(svg).toContain('data:image/png');
  expect(svg).toContain('#/knn?seed=3');
  expect(svg).not.toContain('var(--');
  expect(svg.length).toBeGreaterThan(20_000);
  const saved = readFileSync(await save(page, lab.figure('embedding'), 'Save as PNG'));
  expect(saved.subarray(1, 4).toString()).toBe('PNG');
  expect(saved.length).toBeGreaterThan(20_000);
  const csv = readFileSync(await save(page, lab.figure('embedding'), 'Save data as CSV'), 'utf8');
  expect(csv.match(/^(training|test),/gm)).toHaveLength(1200);
});

test('all images are tested: accuracy, confusion matrix, hardest queries, raw pixels', async ({
  page,
}) => {
  const lab = await openKnn(page);
  const confusion = lab.figure('confusion');
  await confusion.scrollIntoViewIfNeeded();
  await expect(confusion.getByRole('button', { name: 'Test on all 2000 images' })).toBeVisible();
  // what came with the site is there before, and says so
  await expect(confusion.locator('.figure-title')).toContainText('Recorded');
  await expect(confusion.locator('.figure-source')).toContainText('recorded');
  const progress = await keepTexts(page, '#figure-confusion .progress');
  const trained = await lab.fullTest();
  expect((await progress()).join()).toMatch(/\d+ of 100/);
  await expect(confusion.locator('.figure-title')).not.toContainText('Recorded');
  await expect(confusion).toContainText(/[\d.]+% of 2,000 test images are right with k = 5/);
  await expect(confusion.locator('desc')).toContainText('class');
  const percent = (row: string[]) => Number(/[\d.]+/.exec(row[3])![0]);
  const raw = await lab.fullTest(/^Raw pixels/);
  expect(raw[0]).toBe('raw pixels');
  expect(percent(raw)).toBeGreaterThan(30);
  expect(percent(trained)).toBeGreaterThan(percent(raw) + 3);
  const hardest = lab.figure('hardest');
  await hardest.scrollIntoViewIfNeeded();
  await expect(hardest.locator('image').first()).toBeVisible();
});

test('a network is saved and opened again, and is as good; a wrong file loses nothing', async ({
  page,
}) => {
  const lab = await openKnn(page, `?maxSteps=10&${small}`);
  await lab.trainToEnd();
  const before = await lab.fullTest();
  expect(before[0]).toContain('10 steps');
  await unfold(page, 'Save and open networks');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the shown network' }).click();
  const text = readFileSync(await (await saving).path(), 'utf8');
  const open = (name: string, content: string) =>
    page
      .locator('.file-button', { hasText: 'Open a network' })
      .locator('input')
      .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
  const runs = await lab.details.count();
  const network = JSON.parse(text) as { params: string };
  for (const [name, content, says] of [
    ['broken.json', text.slice(0, 500), 'broken.json: The file is not JSON'],
    ['table.json', '{"app":"noisy-argmax","kind":"knn-table"}', 'table.json: The file is not a'],
    [
      'short.json',
      JSON.stringify({ ...network, params: network.params.slice(0, 4000) }),
      /short\.json: "params" of the file holds 750 weights; its network has \d+/,
    ],
  ] as const) {
    await open(name, content);
    await expect(page.locator('.notices')).toContainText(says);
    await expect(lab.details).toHaveCount(runs);
  }
  await open('saved.json', text);
  await expect(lab.details).toHaveCount(runs + 1);
  await expect(lab.status).toContainText('trained elsewhere');
  const after = await lab.fullTest();
  expect(after.slice(1, 5)).toEqual(before.slice(1, 5));
});

test('a run is taken up after a reload, and goes on', async ({ page }) => {
  const lab = await openKnn(page, `?${small}`);
  await lab.trainTo(4);
  const before = await lab.step();
  const notices = await keepTexts(page, '.notices');
  await reload(page);
  expect((await notices()).join()).toContain('Your runs of the last visit are back');
  expect(await lab.step()).toBe(before);
  await lab.trainTo(before + 1);
});

test.describe('a graphics device that is lost while own code trains on it', () => {
  test.use({ tolerated: [/lost|destroyed/i] });

  test('costs nothing: the CPU goes on, and the device comes back', async ({ page }) => {
    const lab = await openKnn(page, `?${small}&k=3&maxSteps=20000&networks=gpu`);
    await lab.run.click();
    await expect(lab.status).toContainText('on WebGPU');
    await unfold(page, 'Engine');
    const lose = page.getByRole('button', { name: /Lose the graphics device/ });
    for (let loss = 0; loss < 2; loss++) {
      const before = await lab.step();
      await lose.click();
      await lab.passes(before + 3);
      await expect(lab.status).toContainText('on WebGPU');
    }
    await lab.pause();
    expect(await lab.accuracy()).toBeGreaterThan(0);
    await page.locator('.badge').first().click();
    await expect(page.getByText(/own code on WebGPU/)).toBeVisible();
  });
});

test.describe('a background thread that dies', () => {
  test.use({ tolerated: [/./] });

  test('is replaced, and training goes on from where it was', async ({ page }) => {
    const lab = await openKnn(page, `?${small}`);
    await lab.run.click();
    await lab.passes(5);
    await unfold(page, 'Engine');
    for (let death = 0; death < 2; death++) {
      const before = await lab.step();
      await page.getByRole('button', { name: /^Stop the background thread/ }).click();
      await lab.passes(before + 2);
    }
    await expect(lab.run).toHaveText('Pause');
  });
});

test('settings in the address are taken, and bad ones are clamped and named', async ({ page }) => {
  const lab = await openKnn(page, '?k=500&sigma=0.25&compare=direct-sigma-0,magic&candidates=lots');
  const notices = page.locator('.notices');
  await expect(notices).toContainText(/k must be a whole number from 1 to/);
  await expect(notices).toContainText('magic');
  await expect(notices).toContainText(/candidates.*lots/);
  await expect(page.getByRole('textbox', { name: /Noise scale|Factor on σ/ }).first()).toHaveValue(
    '0.25',
  );
  await expect(lab.details).toHaveCount(3);
  await enter(page, /^Neighbours/, '7');
  await reload(page);
  await expect(page.getByRole('textbox', { name: /^Neighbours/ })).toHaveValue('7');
  await expect(page).toHaveURL(/sigma=0.25/);
});

test('no accessibility violation and no sideways scrolling in any window, light and dark', async ({
  page,
}) => {
  const lab = await openKnn(page, `?maxSteps=10&compare=direct-sigma-0&${small}`);
  await lab.trainToEnd();
  await lab.fullTest();
  await expect(lab.figure('hardest').locator('image').first()).toBeAttached();
  await expectAccessibleEverywhere(page);
  await openKnn(page, '?present=query');
  await expectAccessible(page, 'presentation');
});

test('a presentation shows the query and the embedding, readable from the last row, and trains', async ({
  page,
}) => {
  const readable = 0.033 * 720 - 0.5;
  const lab = await openKnn(page, `?maxSteps=10&${small}`);
  await page.getByRole('button', { name: 'Present', exact: true }).click();
  await drawn(page, 'knn/query');
  await expect(lab.main).toBeVisible();
  await expect(lab.figure('embedding')).toBeHidden();
  await lab.trainToEnd();
  await expect(lab.main).toContainText('right');
  expect(await smallestText(page)).toBeGreaterThanOrEqual(readable);
  await page.keyboard.press('PageDown');
  await drawn(page, 'knn/machine');
  await page.keyboard.press('PageDown');
  await drawn(page, 'knn/embedding');
  await expect(lab.figure('embedding')).toContainText('Training has begun');
  for (const name of ['scatter', 'thumbnails']) {
    await expect(lab.figure('embedding').locator(`.chart-${name} svg`)).toBeVisible();
  }
  expect(await smallestText(page)).toBeGreaterThanOrEqual(readable);
  await page.keyboard.press('p');
  await drawn(page, 'knn/machine');
  await page.keyboard.press('p');
  await drawn(page, 'knn/query');
  await expect(lab.main).toBeVisible();
  await page.keyboard.press('Escape');
  await drawn(page, 'knn');
  await expect(lab.figure('accuracy')).toBeVisible();
});

onOnePage('the main story fits 1366 x 768 without scrolling', async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  const lab = await openKnn(page);
  await expectAbove(768, [lab.main, lab.main.locator('.chart'), lab.run, lab.sigma]);
});

onOnePage(
  'a figure has its room, and its table fits, on an old projector and beside another',
  async ({ page }) => {
    const lab = await openKnn(page);
    const confusion = lab.figure('confusion');
    await confusion.scrollIntoViewIfNeeded();
    const table = confusion.locator('.accuracies');
    for (const [width, height] of [
      [1024, 768],
      [1200, 800],
      [390, 844],
    ]) {
      await page.setViewportSize({ width, height });
      await frames(page, 2);
      await atRest(page);
      const [outer, inner] = [(await confusion.boundingBox())!, (await table.boundingBox())!];
      expect(outer.width, `${width}`).toBeGreaterThan(370);
      expect(inner.x + inner.width, `${width}`).toBeLessThanOrEqual(outer.x + outer.width - 12);
    }
  },
);
