import { expectAccessible } from './helpers/axe';
import { atRest, drawn, visit } from './helpers/page';
import { expect, test } from './helpers/test';

test('a lesson link hides what it says and locks what it says, until all is shown', async ({
  page,
}) => {
  await visit(page, '#/matching?d=5&sigma=2&show=sigma,run,method,d,frob&lock=d,seed');
  const controls = page.getByRole('complementary', { name: 'Controls' });
  await expect(page.getByText(/The lesson shows "frob"/)).toBeVisible();
  await expect(controls.getByRole('slider', { name: /σ/ })).toBeEnabled();
  await expect(controls.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
  await expect(controls.getByRole('combobox', { name: 'Method' })).toBeVisible();
  await expect(controls.getByRole('slider', { name: /ε/ })).toHaveCount(0);
  await expect(controls.getByRole('group', { name: 'Examples' })).toHaveCount(0);
  await expect(controls.getByRole('button', { name: 'Reset everything' })).toHaveCount(0);
  await expect(page.locator('.figure')).toHaveCount(1);
  await expect(page.getByRole('button', { name: /^Options of/ })).toHaveCount(0);
  await expect(controls.getByRole('slider', { name: /Numbers|d/ }).last()).toBeDisabled();
  await expectAccessible(page, 'a lesson');
  await controls.getByRole('button', { name: 'Show all controls' }).click();
  await expect(page).toHaveURL(/#\/matching\?(?!.*show=).*lock=d,seed/);
  await expect(controls.getByRole('slider', { name: /ε/ })).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss' }).first().click();
  // an example changes all but what is locked
  const examples = controls.getByRole('group', { name: 'Examples' }).getByRole('button');
  for (let i = 0; i < (await examples.count()); i++) {
    if (await examples.nth(i).isEnabled()) await examples.nth(i).click();
    await expect(page).toHaveURL(/d=5/);
  }
  await controls.getByRole('button', { name: 'Reset everything' }).click();
  await expect(page).toHaveURL(/d=5/);
});

test('a strict lesson has no way out, and stays with its figure', async ({ page }) => {
  await visit(page, '#/argmax?sigma=0.3&present=secant&show=sigma&strict=1');
  await expect(page.getByRole('slider', { name: /Noise scale/ })).toBeVisible();
  await expect(page.locator('.presentation-controls').getByRole('slider')).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Show all controls' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Next figure/ })).toBeDisabled();
  await page.keyboard.press('PageDown');
  await drawn(page, 'argmax/secant');
});

test('what is locked holds against keys, a drag, and a saved figure', async ({ page }) => {
  await visit(page, '#/argmax?sigma=2&k=2&lock=sigma,scores,k');
  const handles = page.locator('.figure').first().getByRole('slider');
  const valuesOf = () =>
    handles.evaluateAll((list) => list.map((handle) => handle.getAttribute('aria-valuenow')));
  const before = await valuesOf();
  await handles.first().focus();
  for (const key of ['ArrowUp', 'PageDown', 'Home']) await page.keyboard.press(key);
  const box = (await handles.first().boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await atRest(page);
  expect(await valuesOf()).toEqual(before);

  const receipt = {
    ...{ app: 'noisy-argmax', version: '0.1.0', hash: '#/argmax?sigma=0.5&epsilon=2&k=1' },
    ...{ seed: 1, backend: 'cpu', adapter: '', samples: 1, dataHash: `fnv1a64:${'0'.repeat(16)}` },
  };
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Open a saved figure/ }).click();
  await page.getByLabel('Or paste its text').fill(JSON.stringify(receipt));
  await page.getByRole('button', { name: 'Show it again' }).click();
  await expect(page).toHaveURL(/epsilon=2/);
  await expect(page).toHaveURL(/sigma=2&.*lock=sigma,scores,k$/);
  await expect(page).not.toHaveURL(/k=1/);
});

test('a lesson is made in a dialog, whose link is copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit(page, '#/argmax?sigma=2');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Make a lesson…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make a lesson' });
  await dialog.getByRole('checkbox', { name: 'Loss weight stays' }).uncheck();
  await dialog.getByRole('checkbox', { name: 'Seed is locked' }).check();
  await dialog.getByRole('switch', { name: 'Examples' }).uncheck();
  await dialog.getByLabel('One figure alone on the screen').selectOption('simplex');
  await expectAccessible(page, 'a lesson in the making');
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page, 'a lesson in the making on a phone');
  await dialog.getByRole('button', { name: 'Copy the link' }).click();
  await expect(page.getByText('The link of the lesson is copied.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/#\/argmax\?check=[\w.]+&sigma=2&present=simplex&show=/);
  await page.keyboard.press('Escape');
  await visit(page, new URL(link).hash);
  await expect(page.locator('.presentation-controls').getByRole('slider')).toHaveCount(1);
});
