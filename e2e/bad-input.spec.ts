import { openArgmax } from './helpers/argmax';
import { atRest, drawn, enter } from './helpers/page';
import { expect, onOnePage, test } from './helpers/test';

const cases: [name: string, hash: string, says: RegExp][] = [
  ['a value out of range', '?sigma=1000', /sigma.*1000.*100/i],
  ['a value of the wrong type', '?sigma=loud', /sigma.*loud/i],
  ['NaN scores', '?scores=1,NaN,0', /scores.*NaN/i],
  ['an infinite epsilon', '?epsilon=Infinity', /epsilon.*Infinity/i],
  ['an unknown name', '?temperature=3', /temperature/i],
  ['an unknown noise law', '?noise=cauchy', /noise.*cauchy/i],
  ['too many classes', `?scores=${Array(500).fill(1).join(',')}`, /scores/i],
  ['a subset larger than the set', '?k=50', /\bk\b.*50/],
  ['an epsilon of zero', '?epsilon=0', /epsilon/i],
  ['an absurdly long address', `?sigma=${'9'.repeat(20_000)}`, /sigma|long/i],
];

for (const [name, hash, says] of cases) {
  onOnePage(`${name} in the address is named, and the page goes on`, async ({ page }) => {
    const lab = await openArgmax(page, hash);
    await expect(page.locator('.notices')).toContainText(says);
    await lab.expectAgreement(0.01);
  });
}

test('a page that is opened with several faults names them all, and goes on', async ({ page }) => {
  const hash = '?scores=1,NaN,0&sigma=loud&epsilon=Infinity&noise=cauchy&k=50&temperature=3';
  const lab = await openArgmax(page, hash, '?backend=cpu');
  for (const says of [/scores.*NaN/, /sigma.*loud/, /epsilon.*Infinity/, /cauchy/, /50/, /temp/]) {
    await expect(page.getByRole('status').first()).toContainText(says);
  }
  await lab.expectAgreement(0.01);
});

test('an unknown lab opens the front door and says so', async ({ page }) => {
  await page.goto('./#/nonsense?sigma=2');
  await drawn(page, 'home');
  await atRest(page);
  await expect(page.getByRole('status').first()).toContainText('nonsense');
});

for (const hash of ['##/argmax?sigma=2', '#/ARGMAX?SIGMA=2', '#!/Argmax/?sigma=2']) {
  test(`the beginning of ${hash} is put right, and that is told`, async ({ page }) => {
    await page.goto(`./${hash}`);
    await drawn(page, 'argmax');
    await atRest(page);
    expect(new URL(page.url()).hash).toBe('#/argmax?sigma=2');
    await expect(page.locator('.notices')).toContainText('could be put right');
    // the way back does not lead through it again
    expect(await page.evaluate(() => history.length)).toBe(2);
  });
}

onOnePage('a field reads the digits of another script and a fraction', async ({ page }) => {
  await openArgmax(page);
  const field = page.getByRole('textbox', { name: /Noise scale/ });
  await field.focus();
  for (const [text, value] of [
    ['٠٫٥', '0.5'],
    ['1/4', '0.25'],
  ]) {
    await expect(async () => {
      await enter(page, /Noise scale/, text);
      await expect(field).toHaveValue(value, { timeout: 1000 });
    }).toPass();
  }
});

test('a drop of an empty folder, and of a file that is gone, is told', async ({ page }) => {
  await page.goto('./#/knn?queries=5&candidates=50');
  await drawn(page, 'knn');
  await atRest(page);
  for (const isFile of [false, true]) {
    await page.evaluate((gone) => {
      DataTransferItem.prototype.webkitGetAsEntry = () =>
        ({
          ...{ isFile: gone, isDirectory: !gone, fullPath: '/left', name: 'left' },
          file: (_taken: unknown, refuse: (reason: Error) => void) => refuse(new Error('gone')),
          createReader: () => ({ readEntries: (taken: (none: []) => void) => taken([]) }),
        }) as unknown as FileSystemEntry;
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['x'], 'x'));
      document.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
    }, isFile);
    const notice = page.locator('.notices').getByText('Nothing can be read of what was dropped');
    await expect(notice).toBeVisible();
    await page.locator('.notices button').first().click();
    await expect(notice).toBeHidden();
  }
});

onOnePage(
  'a number field keeps its value when something else is typed, and says why',
  async ({ page }) => {
    await openArgmax(page);
    await enter(page, /Noise scale/, 'very loud');
    await expect(page.getByText(/very loud/)).toBeVisible();
    expect(page.url()).not.toContain('sigma');
  },
);
