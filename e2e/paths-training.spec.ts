import { expectAccessible } from './helpers/axe';
import { atRest, reload, unfold, visit } from './helpers/page';
import { openPathsTraining } from './helpers/paths';
import { expect, test } from './helpers/test';
import { keepTexts } from './helpers/texts';

test('half of the maps that it has never seen are solved right', async ({ page }) => {
  const lab = await openPathsTraining(page, '?maxSteps=240');
  const maps = lab.figure('maps');
  await maps.scrollIntoViewIfNeeded();
  const title = maps.getByRole('heading');
  await expect(title).toContainText('Before the first step');
  const believed = lab.figure('believed');
  await lab.trainToEnd();
  expect(await lab.heldOut()).toBeGreaterThanOrEqual(50);
  await expect(title).toHaveText(/^After 240 steps [3-6] of 6 held-out maps are solved right$/);
  await expect(maps.locator('.map-wanted')).toHaveCount(6);
  await believed.scrollIntoViewIfNeeded();
  await expect(believed.getByRole('heading')).toContainText(
    'The network knows which cells are dear',
  );
  await expect(lab.figure('held-out').locator('.run-line')).not.toHaveCount(0);
  await expectAccessible(page, 'after a training');
});

test('what the network believes is taken to the map', async ({ page }) => {
  const lab = await openPathsTraining(page, '?maxSteps=20');
  await lab.trainToEnd();
  const before = await lab.said('map');
  const believed = lab.figure('believed');
  await believed.scrollIntoViewIfNeeded();
  const map = believed.getByRole('slider', { name: /Held-out map/ });
  await map.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/heldOut=13/);
  await believed.getByRole('button', { name: 'Take these costs to the map' }).click();
  await expect(page).toHaveURL(/part=test/);
  await expect(page).toHaveURL(/costs=/);
  await atRest(page);
  const taken = await lab.said('map');
  expect(taken).not.toBe(before);
  await reload(page);
  expect(await lab.said('map')).toBe(taken);
  await lab.figure('map').getByRole('button', { name: 'Restore' }).click();
  await expect(page).not.toHaveURL(/costs=/);
});

test('three methods are compared in step, two by a solver', async ({ page }) => {
  const lab = await openPathsTraining(page, '?compare=blackbox,squared&maxSteps=20&batch=10');
  await lab.trainToEnd();
  await expect(lab.details).toHaveCount(3);
  for (const text of await lab.details.allTextContents()) expect(text).toContain('step 20');
  const valid = lab.figure('valid');
  await valid.scrollIntoViewIfNeeded();
  // and the recorded one
  await expect(valid.locator('.run-line')).toHaveCount(4);
  await page.getByRole('button', { name: 'Hide Squared error' }).click();
  await expect(valid.locator('.run-line')).toHaveCount(3);
});

test('opens with no empty frame: what was recorded is drawn until it is run here', async ({
  page,
}) => {
  const lab = await openPathsTraining(page, '?batch=5');
  for (const id of ['held-out', 'ratio', 'valid', 'loss', 'active', 'clamped']) {
    const figure = lab.figure(id);
    await figure.scrollIntoViewIfNeeded();
    await expect(figure.locator('.run-line').first()).toBeAttached();
    await expect(figure.locator('.figure-source')).toContainText('recorded with version');
  }
  await lab.trainTo(1);
  await expect(lab.figure('loss').locator('.run-line')).toHaveCount(2);
  await expect(lab.figure('loss').locator('.figure-source')).not.toContainText('recorded');
});

test('a run is taken up after a reload, and goes on', async ({ page }) => {
  const lab = await openPathsTraining(page, '?batch=5&maxSteps=20000');
  await lab.trainTo(12);
  const before = await lab.step();
  const notices = await keepTexts(page, '.notices');
  await reload(page);
  expect((await notices()).join()).toContain('Your runs of the last visit are back');
  expect(await lab.step()).toBe(before);
  await lab.trainTo(before + 1);
});

test('a slow step walks through its stages and makes one step', async ({ page }) => {
  const lab = await openPathsTraining(page, '?batch=5');
  const machine = lab.figure('machine');
  await machine.scrollIntoViewIfNeeded();
  await expect(machine.locator('svg')).toBeVisible();
  const slow = page.locator('.transport-buttons button').nth(2);
  const stage = machine.locator('.stages [aria-current]');
  const names = [
    'picture',
    'costs',
    '+ noise',
    'path',
    'M paths',
    'mean',
    'minus truth',
    'weights',
  ];
  for (const name of names) {
    await slow.click();
    await expect(stage).toHaveText(name);
  }
  await slow.click();
  await expect(page.locator('.stages')).toHaveCount(0);
  await expect.poll(lab.step).toBe(1);
});

test('by keys alone: another network, a step, back to the beginning', async ({ page }) => {
  const lab = await openPathsTraining(page, '?batch=5&maxSteps=10');
  await unfold(page, 'Training');
  await page.getByRole('combobox', { name: 'Network' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page).toHaveURL(/network=pure/);
  await page.getByRole('button', { name: 'One step' }).first().focus();
  await page.keyboard.press('Enter');
  await expect.poll(lab.step).toBe(1);
  await lab.run.focus();
  await page.keyboard.press('Enter');
  await expect(lab.status).toContainText('stopped');
  await page.getByRole('button', { name: 'Back to step 0' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(lab.step).toBe(0);
});

test('presets set the noise as printed and as released', async ({ page }) => {
  await openPathsTraining(page);
  await page.getByRole('button', { name: 'As released' }).first().click();
  await expect(page).toHaveURL(/network=pure/);
  await expect(page).toHaveURL(/sigma=0\.1(&|$)/);
  await page.getByRole('button', { name: 'As printed' }).click();
  await expect(page).toHaveURL(/sigma=1(&|$)/);
});

test('on a phone it trains, and the maps stand under each other', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const lab = await openPathsTraining(page, '?batch=5&maxSteps=10');
  await lab.trainToEnd();
  const maps = lab.figure('maps');
  await maps.scrollIntoViewIfNeeded();
  const plot = (await maps.locator('.figure-plot svg').first().boundingBox())!;
  expect(plot.x + plot.width).toBeLessThanOrEqual(390);
  await expect(maps.locator('image')).toHaveCount(6);
  await visit(page, '#/paths?present=believed');
  await expect(lab.figure('believed').locator('svg').first()).toBeVisible();
});

test.describe('a background thread that dies', () => {
  test.use({ tolerated: [/./] });

  test('is replaced, and training goes on from where it was', async ({ page }) => {
    const lab = await openPathsTraining(page, '?maxSteps=20000&batch=5');
    await lab.run.click();
    await lab.passes(5);
    await unfold(page, 'Engine');
    await expect(page.getByText(/^Networks run on .*, by own code\.$/)).toBeVisible();
    const before = await lab.step();
    await page.getByRole('button', { name: /^Stop the background thread/ }).click();
    await lab.passes(before + 5);
    await expect(lab.run).toHaveText('Pause');
  });
});

test('without a graphics device ResNet18 trains on a processor, and says so', async ({ page }) => {
  const lab = await openPathsTraining(
    page,
    '?network=resnet&batch=2&maxSteps=10',
    './?backend=cpu',
  );
  await unfold(page, 'Training');
  await expect(page.getByText(/^ResNet18 is made for a graphics device/)).toBeVisible();
  const maps = lab.figure('maps');
  await maps.scrollIntoViewIfNeeded();
  await expect(maps.getByRole('heading')).toContainText('Before the first step');
  await lab.trainToEnd();
  await expect(maps.getByRole('heading')).toContainText('After 10 steps');
  await expect(maps.locator('image')).toHaveCount(6);
  await unfold(page, 'Engine');
  await expect(page.getByText('Networks run on 1 CPU thread, by own code.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Network' }).selectOption('cells');
  await expect(page.getByText(/^ResNet18 is made for a graphics device/)).toBeHidden();
});
