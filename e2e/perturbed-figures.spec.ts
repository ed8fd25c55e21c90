import { expectAccessible, expectAccessibleEverywhere } from './helpers/axe';
import { atRest, drag, enter, reload, smallestText } from './helpers/page';
import { openPerturbed } from './helpers/perturbed';
import { expect, onOnePage as test } from './helpers/test';

test('noise is a regulariser: beside the entropy, and one with it for a softmax', async ({
  page,
}) => {
  const lab = await openPerturbed(page, '?structure=simplex&noise=gumbel');
  const figure = lab.figure('regulariser');
  await figure.scrollIntoViewIfNeeded();
  const sentence = figure.locator('.figure-sentence');
  await expect(sentence).toContainText('Here both are one.');
  const said = await figure.locator('.figure-plot desc').textContent();
  const [cost, other] = [...said!.matchAll(/ is (−[\d.]+) at its/g)].map(([, value]) => value);
  expect(cost).toBe(other);
  const ring = figure.getByRole('slider', { name: /along the path/ });
  await drag(page, ring, [0, 30]);
  expect(page.url()).toContain('sigma=');
  await ring.focus();
  await page.keyboard.press('Home');
  await expect.poll(() => page.url()).toContain('sigma=0.01');
  await page.getByRole('combobox', { name: 'Predict' }).selectOption({ label: 'Ranking of 3' });
  await expect(sentence).toContainText('The entropy is another one.');
  await page.getByRole('combobox', { name: 'Predict' }).selectOption({ label: 'My polygon' });
  await expect(sentence).toContainText('no law is known');
});

test('paths of 4 by 4 cells: dragged, followed, differentiated, and without a law', async ({
  page,
}) => {
  const lab = await openPerturbed(page);
  await page.getByRole('combobox', { name: 'Predict' }).selectOption({ label: 'Path of 4 × 4' });
  const sentence = lab.main.locator('.figure-sentence');
  await expect(sentence).toContainText(/it picks [→↓↘]+;/);
  const before = await lab.said();
  expect(before).not.toContain('exactly');
  await drag(page, lab.scores, [-60, 0]);
  await expect.poll(() => lab.said()).not.toBe(before);
  await lab.main.getByRole('button', { name: 'Next draw' }).click();
  await expect(sentence).toContainText(/Draw 2 picks [→↓↘]+\./);
  const loss = lab.figure('loss');
  await loss.scrollIntoViewIfNeeded();
  await loss.getByLabel('Truth', { exact: true }).selectOption({ label: '↘↘↘' });
  await expect.poll(() => page.url()).toMatch(/truth=\d\d/);
  const jacobians = lab.figure('jacobians');
  await jacobians.scrollIntoViewIfNeeded();
  await expect(jacobians.locator('.figure-plot')).toContainText('not known');
  await expect(lab.figure('regulariser').locator('.figure-sentence')).toContainText(
    'the entropy alone',
  );
});

test('slow motion goes from the scores to a mean that moves', async ({ page }) => {
  const lab = await openPerturbed(page);
  const sentence = lab.main.locator('.figure-sentence');
  const button = (name: string) => lab.main.getByRole('button', { name });
  await button('Slow motion').focus();
  await page.keyboard.press('Enter');
  await expect(sentence).toContainText('1 of 7.');
  for (const step of [2, 3, 4, 5, 6]) {
    await button('Next step').click();
    await expect(sentence).toContainText(`${step} of 7.`);
  }
  await expect(sentence).toContainText('32 have a mean');
  await button('Next draw').click();
  await expect(sentence).toContainText('33 have a mean');
  await button('Next step').click();
  await expect(sentence).toContainText(/moves by δ = 0.5.*the formula says.*exactly/);
  expect(page.url()).toContain('slow=7');
  await reload(page);
  await expect(sentence).toContainText('7 of 7.');
  await button('All at once').click();
  await expect(sentence).toContainText('Drag μ.');
});

test('draws of Gumbel noise come to the gradient of cross-entropy', async ({ page }) => {
  const lab = await openPerturbed(page);
  const figure = lab.figure('disguise');
  await figure.scrollIntoViewIfNeeded();
  await enter(page, /^Samples/, '100000');
  await expect(figure.locator('.figure-source')).toContainText('100,000 samples');
  await atRest(page);
  await expect(figure.locator('.figure-plot desc')).toContainText('of 3 estimates lie within');
  await expect(figure.locator('.figure-plot')).toContainText('raise A');
});

test('the plateau of sigma is recorded, as accuracy and as error', async ({ page }) => {
  const lab = await openPerturbed(page);
  const figure = lab.figure('plateau');
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.locator('.figure-source')).toContainText('21 trainings');
  await expect(figure.locator('.figure-sentence')).toContainText('from σ = 0.01 to 1');
  await figure.getByRole('radio', { name: 'Error of E y*' }).check();
  await expect.poll(() => page.url()).toContain('measure=squared');
  await expect(figure.locator('.figure-plot desc')).toContainText('uniform is at 0.9');
});

test('classifiers are trained here, stopped, and there again after a reload', async ({ page }) => {
  const lab = await openPerturbed(page);
  const figure = lab.figure('level');
  await figure.scrollIntoViewIfNeeded();
  await figure.getByRole('button', { name: 'Train 5 networks' }).click();
  const heading = figure.getByRole('heading');
  await expect(heading).toContainText(/After \d+ steps one draw is/);
  await figure.getByRole('button', { name: 'Stop' }).click();
  await atRest(page);
  const said = await heading.textContent();
  await reload(page);
  await figure.scrollIntoViewIfNeeded();
  await expect(heading).toHaveText(said!);
  await figure.getByRole('button', { name: 'Go on' }).click();
  await expect(figure.getByRole('button', { name: 'Stop' })).toBeVisible();
  await expect(heading).not.toHaveText(said!);
  await figure.getByRole('button', { name: 'Stop' }).click();
});

test('every figure is presented, readable from the last row', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const readable = 0.033 * 720 - 0.5;
  for (const id of ['regulariser', 'disguise', 'level', 'plateau']) {
    const lab = await openPerturbed(page, `?present=${id}`);
    await expect(lab.figure(id).locator('.figure-plot svg')).toBeVisible();
    expect(await smallestText(page), id).toBeGreaterThanOrEqual(readable);
  }
  await openPerturbed(page, '?present=polytope&slow=3');
  await expectAccessible(page, 'slow motion');
});

test('they are accessible, and fit on a phone', async ({ page }) => {
  const lab = await openPerturbed(page, '?structure=paths&slow=7');
  await expect(lab.figure('plateau').locator('.figure-plot svg')).toBeVisible();
  await expectAccessibleEverywhere(page);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const id of ['polytope', 'regulariser', 'disguise', 'level', 'plateau']) {
    const figure = lab.figure(id);
    await figure.scrollIntoViewIfNeeded();
    const box = (await figure.locator('.figure-plot').boundingBox())!;
    expect(box.x + box.width, id).toBeLessThanOrEqual(390);
  }
});
