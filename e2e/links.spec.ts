import { atRest, drawn, visit } from './helpers/page';
import { expect, test } from './helpers/test';

test('a link to a figure leads to it; cut on its way, it says what did not come', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit(page, '#/argmax?sigma=2&seed=12345');
  const figure = page.locator('#figure-gradient');
  await figure.scrollIntoViewIfNeeded();
  await figure.getByRole('button', { name: /^Options of/ }).click();
  await page.getByRole('menuitem', { name: 'Copy link' }).click();
  await expect(page.getByText('The link is copied; it restores every setting.')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/#\/argmax\?check=\w+\.\w{4}&sigma=2&seed=12345&at=gradient$/);

  await page.goto('about:blank');
  await page.goto(copied);
  await drawn(page, 'argmax');
  await expect(figure).toBeInViewport();
  await expect(page.getByText(/This link was/)).toHaveCount(0);

  await page.goto('about:blank');
  await page.goto(copied.slice(0, copied.indexOf('345')));
  await drawn(page, 'argmax');
  await expect(
    page.getByText('This link was cut: 15 of its 30 characters came.', { exact: false }),
  ).toContainText('What it says of "seed" may be cut too.');
});

test('a figure that is not there is told, and the first one is shown', async ({ page }) => {
  await page.goto('./#/argmax?present=freq');
  await expect(page.locator('main.presentation')).toBeVisible();
  await expect(page.getByText('This lab has no figure called "freq"')).toBeVisible();
});

test('a query that the set does not have is told, with the one that is shown instead', async ({
  page,
}) => {
  await visit(page, '#/knn?query=9999');
  const asked = page.locator('#figure-query');
  await expect(asked).toContainText('2,000 of 2,000');
  await expect(asked).toContainText('The set has no test image 10,000.');
  // a row of a phone does not grow wider than the phone
  await page.setViewportSize({ width: 320, height: 640 });
  await atRest(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});
