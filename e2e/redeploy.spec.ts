import { openArgmax } from './helpers/argmax';
import { atRest, drawn } from './helpers/page';
import { expect, test } from './helpers/test';

// what does not come is what these journeys are about
test.use({ tolerated: [/Failed to (load|fetch)|net::|could not be loaded|404/] });

test('a tab of yesterday loads the site of today, once, and shows what it showed', async ({
  page,
  context,
}) => {
  await openArgmax(page, '?sigma=0.4');
  const entry = (await page.locator('script[type="module"]').getAttribute('src'))!
    .split('/')
    .at(-1)!;
  await context.route(/\/(\?[^/]*)?$/, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replaceAll(entry, 'index-of-today.js');
    await route.fulfill({ response, body });
  });
  await context.route('**/index-of-today.js', async (route) => {
    const url = route.request().url().replace('index-of-today.js', entry);
    await route.fulfill({ response: await route.fetch({ url }) });
  });
  await context.route('**/assets/Presentation-*.js', (route) => route.fulfill({ status: 404 }), {
    times: 1,
  });
  const loaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Present', exact: true }).click();
  await loaded;
  await drawn(page, 'argmax/frequency');
  await atRest(page);
  expect(page.url()).toContain('sigma=0.4');

  // a file that the site of today lacks is said, and not asked for by loading again and again
  let loads = 0;
  page.on('load', () => (loads += 1));
  await context.route('**/assets/ShareMenu-*.js', (route) => route.fulfill({ status: 404 }));
  await page.keyboard.press('Escape');
  await drawn(page, 'argmax');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.locator('.notices')).toContainText('“Share” could not be opened');
  expect(loads).toBe(0);
});

test('a second without the network costs what was asked for then, and nothing else', async ({
  page,
  context,
}) => {
  const lab = await openArgmax(page, '?sigma=0.4');
  await atRest(page);
  await context.setOffline(true);
  const share = page.getByRole('button', { name: 'Share', exact: true });
  await share.click();
  await expect(page.locator('.notices')).toContainText('“Share” could not be opened');
  await page.getByRole('button', { name: 'Present', exact: true }).click();
  const missing = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
  await expect(missing).toContainText('the presentation');
  await context.setOffline(false);
  await missing.getByRole('button', { name: 'Try again' }).click();
  await drawn(page, 'argmax/frequency');
  await page.keyboard.press('Escape');
  await drawn(page, 'argmax');
  await share.click();
  await expect(page.getByRole('menuitem', { name: 'Copy link to this state' })).toBeVisible();
  await page.keyboard.press('Escape');
  await lab.expectAgreement(0.01);
});

test.describe('from a file', () => {
  test.use({ tolerated: [/file:\/\/|CORS|net::ERR_FAILED/] });

  test('the page says how it is opened instead, and nothing of that where it is served', async ({
    page,
  }) => {
    const told = page.getByText('Noisy Argmax was opened from a file');
    await page.goto(new URL('../dist/index.html', import.meta.url).href);
    await expect(told).toBeVisible();
    await expect(told).toContainText('npm start');
    await openArgmax(page);
    await expect(told).toBeHidden();
  });
});
