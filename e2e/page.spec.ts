import { readFileSync } from 'node:fs';
import { openArgmax } from './helpers/argmax';
import { expectAccessible, expectAccessibleEverywhere } from './helpers/axe';
import { drop } from './helpers/files';
import { atRest, drawn, expectAbove, reload, save, smallestText, visit } from './helpers/page';
import { expect, onOnePage, test } from './helpers/test';

test('no accessibility violation and no sideways scrolling in any window, light and dark', async ({
  page,
}) => {
  await openArgmax(page);
  await expectAccessibleEverywhere(page);
  await openArgmax(page, '?present=frequency');
  await expectAccessible(page, 'presentation');
});

onOnePage('the main story fits 1366 x 768 without scrolling', async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  const lab = await openArgmax(page);
  const controls = ['Noise law', 'Noise scale σ', 'Loss weight ε'].map((name) =>
    page.getByLabel(name, { exact: true }).first(),
  );
  await expectAbove(768, [lab.main, ...controls]);
});

onOnePage(
  'on a phone the bar with sigma and epsilon stays in reach and covers no focus',
  async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const lab = await openArgmax(page);
    const bar = page.getByRole('complementary', { name: 'Controls' });
    await lab.figure('loss').scrollIntoViewIfNeeded();
    await expect(bar.getByRole('slider').first()).toBeInViewport();
    const marker = lab.figure('loss').getByRole('slider');
    await marker.focus();
    const focused = (await marker.boundingBox())!;
    const barBox = (await bar.boundingBox())!;
    expect(focused.y).toBeLessThan(barBox.y);
    const epsilon = bar.getByRole('slider', { name: /ε/ });
    await expect(epsilon).not.toBeInViewport();
    await bar.getByRole('button', { name: 'Show Loss weight ε' }).click();
    await expect(epsilon).toBeInViewport({ ratio: 1 });
    await bar.getByRole('slider', { name: /σ/ }).focus();
    await expect(epsilon).not.toBeInViewport();
    await expect(bar.getByRole('button', { name: 'Show Loss weight ε' })).toBeVisible();
  },
);

onOnePage(
  'on the smallest phone the plot has its room, and the sheet the rest',
  async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    for (const id of ['argmax', 'matching', 'knn', 'perturbed', 'paths', 'rankings']) {
      await visit(page, `#/${id}`);
      const bar = (await page.getByRole('complementary', { name: 'Controls' }).boundingBox())!;
      const plot = (await page.locator('.lab-main .figure-plot').boundingBox())!;
      expect(bar.height, id).toBeLessThanOrEqual(72);
      expect(Math.min(bar.y, plot.y + plot.height) - plot.y, id).toBeGreaterThanOrEqual(250);
    }
    await visit(page, '#/matching');
    await page.getByRole('button', { name: 'More controls' }).click();
    const sheet = page.getByRole('dialog', { name: 'Controls' });
    for (const name of ['Run', 'One step', 'One slow step', 'Back to step 0', 'Reset everything']) {
      await expect(sheet.getByRole('button', { name, exact: true })).toBeVisible();
    }
    for (const name of ['y* and y*(ε)', 'As they came']) {
      await expect(sheet.getByRole('radio', { name, exact: true })).toBeAttached();
    }
    await sheet.getByRole('switch', { name: 'Show the truth' }).check();
    await sheet.getByRole('button', { name: 'One slow step' }).click();
    await expect(page.locator('.lab-main .stages [aria-current]')).toBeInViewport();
    await page.keyboard.press('Escape');
    await expect(sheet).toHaveCount(0);
  },
);

onOnePage(
  'a presentation shows one figure, readable from the last row, and obeys a remote',
  async ({ page }) => {
    const readable = 0.033 * 720 - 0.5;
    const lab = await openArgmax(page);
    await page.getByRole('button', { name: 'Present', exact: true }).click();
    await drawn(page, 'argmax/frequency');
    await atRest(page);
    await expect(lab.figure('frequency')).toBeVisible();
    await expect(lab.figure('flips')).toBeHidden();
    expect(await smallestText(page)).toBeGreaterThanOrEqual(readable);
    for (const id of ['flips', 'simplex', 'gradient', 'bias-variance', 'loss']) {
      await visit(page, `#/argmax?present=${id}`);
      await expect(lab.figure(id).locator('.figure-plot svg')).toBeVisible();
      expect(await smallestText(page), id).toBeGreaterThanOrEqual(readable);
    }
    await visit(page, '#/argmax?present=frequency');
    await page.keyboard.press('PageDown');
    await drawn(page, 'argmax/flips');
    await expect(lab.figure('flips')).toBeVisible();
    await page.keyboard.press('b');
    await expect(page.getByRole('button', { name: /screen is blank/ })).toBeVisible();
    await page.keyboard.press('b');
    await expect(page.getByRole('button', { name: /screen is blank/ })).toHaveCount(0);
    await page.keyboard.press('PageUp');
    await drawn(page, 'argmax/frequency');
    await expect(lab.figure('frequency')).toBeVisible();
    await page.keyboard.press('Escape');
    await drawn(page, 'argmax');
    await expect(lab.figure('gradient')).toBeVisible();
  },
);

onOnePage(
  'the remote leads from the last figure of a lab to the next lab, and back',
  async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await visit(page, '#/argmax?present=sweep');
    await page.keyboard.press('PageDown');
    await drawn(page, 'matching/matching');
    await atRest(page);
    await expect(page.locator('#figure-matching .chart svg').first()).toBeVisible();
    for (const slider of await page.locator('.presentation .controls-essential .range').all()) {
      expect((await slider.boundingBox())!.width).toBeGreaterThanOrEqual(320);
    }
    await page.keyboard.press('PageUp');
    await drawn(page, 'argmax/sweep');
  },
);

onOnePage('the header leads to every lab, and each has its figures', async ({ page }) => {
  await openArgmax(page);
  for (const [name, id, first] of [
    ['Matching', 'matching', 'matching'],
    ['Neighbours', 'knn', 'query'],
    ['Perturbed', 'perturbed', 'polytope'],
    ['Paths', 'paths', 'map'],
    ['Rankings', 'rankings', 'lines'],
    ['Argmax', 'argmax', 'frequency'],
  ]) {
    await page.getByRole('link', { name, exact: true }).click();
    await drawn(page, id);
    await expect(page).toHaveURL(new RegExp(`#/${id}`));
    await expect(page.locator(`#figure-${first} .chart svg`).first()).toBeVisible();
    await atRest(page);
    await expect(page.locator('.broken')).toHaveCount(0);
  }
});

onOnePage('the name of the open lab leads to what is shown', async ({ page }) => {
  await openArgmax(page, '?sigma=0.4');
  const sigma = page.locator('input[aria-label^="Noise scale"]:not([type="range"])').first();
  await sigma.fill('0.77');
  await sigma.press('Enter');
  await expect(page).toHaveURL(/sigma=0\.77/);
  const length = await page.evaluate(() => history.length);
  await page
    .getByRole('navigation', { name: 'Labs' })
    .getByRole('link', { name: 'Argmax' })
    .click();
  await atRest(page);
  await expect(page).toHaveURL(/sigma=0\.77/);
  expect(await page.evaluate(() => history.length)).toBe(length);
});

test('under automatic translation labs go on', async ({ page }) => {
  const lab = await openArgmax(page);
  await page.evaluate(() => {
    const isText = (node: Node): node is Text => node.nodeType === Node.TEXT_NODE;
    const translate = (node: Node) => {
      if (!isText(node)) return [...node.childNodes].forEach(translate);
      const isLeft = node.parentElement?.closest('svg, script, style, textarea, option, font');
      if (isLeft || node.data.trim() === '') return;
      const outer = document.createElement('font');
      const inner = outer.appendChild(document.createElement('font'));
      node.replaceWith(outer);
      inner.append(node.data);
    };
    translate(document.body);
    new MutationObserver((changes) =>
      changes.forEach(({ addedNodes }) => addedNodes.forEach(translate)),
    ).observe(document.body, { childList: true, subtree: true });
  });
  await page.getByLabel('Noise law').first().selectOption('normal');
  await atRest(page);
  await expect(page).toHaveURL(/noise=normal/);
  await expect(page.getByText('Something went wrong')).toHaveCount(0);
  await lab.expectAgreement(0.004);
});

// the widest tables and the longest words: their plots must neither leave the screen nor go under the controls
onOnePage(
  'what is presented stays on the screen, or scrolls over its controls',
  async ({ page }) => {
    for (const [width, height] of [
      [1280, 720],
      [390, 844],
      [844, 390],
    ] as const) {
      await page.setViewportSize({ width, height });
      for (const figure of ['map?pins=0.1,-1,0.6,-0.3&present=pins', 'knn?present=confusion']) {
        await visit(page, `#/${figure}`);
        await page.locator('.presentation .figure-plot svg').first().waitFor();
        await atRest(page);
        const { right, under } = await page.locator('.presentation').evaluate((all) => {
          const figures = all.querySelector('.presentation-figure')!;
          const ends = [figures, ...all.querySelectorAll('.figure-plot svg, .presentation-nav')];
          const scrolls = /auto|scroll/.test(getComputedStyle(figures).overflowY);
          return {
            right: Math.max(...ends.map((end) => end.getBoundingClientRect().right)),
            under: scrolls ? 0 : figures.scrollHeight - figures.clientHeight,
          };
        });
        expect(right, `${figure} at ${width}`).toBeLessThanOrEqual(width + 1);
        expect(under, `${figure} at ${width}`).toBeLessThanOrEqual(1);
      }
    }
  },
);

onOnePage('by keyboard sigma is at most eight stops away in every lab', async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  for (const id of ['argmax', 'matching', 'knn', 'perturbed', 'paths', 'rankings']) {
    await visit(page, `#/${id}`);
    await reload(page);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const sigma = page
      .getByRole('complementary')
      .getByRole('group', { name: /^(Noise scale|Factor on σ)/ });
    const isThere = () => sigma.evaluate((group) => group.contains(document.activeElement));
    for (let stops = 1; stops < 8 && !(await isThere()); stops++) await page.keyboard.press('Tab');
    expect(await isThere(), id).toBe(true);
  }
});

onOnePage(
  'where the header is narrow a button names the lab and opens the others',
  async ({ page }) => {
    const header = page.getByRole('navigation', { name: 'Labs' });
    const button = header.getByRole('button', { name: 'Labs: Argmax' });
    const list = page.getByRole('dialog', { name: 'Labs' });
    for (const [width, height] of [
      [320, 640],
      [390, 844],
      [844, 390],
      [768, 1024],
    ]) {
      await page.setViewportSize({ width, height });
      await openArgmax(page);
      await expect(button).toBeInViewport({ ratio: 1 });
      await button.press('Enter');
      await expect(list.getByRole('link', { name: 'Lecture' })).toBeFocused();
      for (const link of await list.getByRole('link').all())
        await expect(link).toBeInViewport({ ratio: 1 });
      await expect(list.locator('[aria-current="page"]')).toHaveText('Argmax');
      await page.keyboard.press('Escape');
      await expect(list).toHaveCount(0);
      await expect(button).toBeFocused();
    }
    await button.click();
    await list.getByRole('link', { name: 'Matching' }).click();
    await drawn(page, 'matching');
    await expect(list).toHaveCount(0);
    await expect(header.getByRole('button', { name: 'Labs: Matching' })).toBeFocused();
  },
);

onOnePage('a print holds the figures alone, in the light theme', async ({ page }) => {
  await openArgmax(page);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('complementary')).toBeHidden();
  await expect(page.locator('#figure-frequency .chart svg').first()).toBeVisible();
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
});

test('the theme is chosen, kept after a reload, and follows the system until then', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await openArgmax(page);
  const theme = () => page.evaluate(() => document.documentElement.dataset['theme']);
  expect(await theme()).toBe('dark');
  await page.getByRole('button', { name: /^Theme/ }).click();
  await expect.poll(theme).toBe('light');
  await reload(page);
  expect(await theme()).toBe('light');
});

onOnePage(
  'a figure is saved as SVG, PNG, CSV and its experiment as a script, each with a receipt that replays it',
  async ({ page }) => {
    const lab = await openArgmax(page, '?sigma=0.4&seed=7');
    const svg = readFileSync(await save(page, lab.figure('gradient'), 'Save as SVG'), 'utf8');
    expect(svg).toContain('<metadata');
    expect(svg).toContain('The estimate points');
    expect(svg).not.toContain('var(--');
    const csv = readFileSync(await save(page, lab.main, 'Save data as CSV'), 'utf8');
    expect(csv).toContain('class,score,loss');
    expect(csv.split('\n').filter((line) => /^[ABC],/.test(line))).toHaveLength(3);
    const settings = /^# Argmax lab .*σ 0\.4[^]*seed=7[^]*k, sigma, epsilon = 1, 0\.4, -1\n/;
    for (const form of ['Python (NumPy)', 'Python (PyTorch)', 'Python (JAX, optax)', 'Julia']) {
      const program = await save(page, lab.figure('gradient'), 'Take it home', form);
      expect(readFileSync(program, 'utf8')).toMatch(settings);
    }
    const png = readFileSync(await save(page, lab.figure('loss'), 'Save as PNG'));
    expect(png.subarray(1, 4).toString()).toBe('PNG');

    await visit(page, '#/argmax');
    await reload(page);
    expect(page.url()).not.toContain('seed=7');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await page.getByRole('menuitem', { name: /Open a saved figure/ }).click();
    await page.getByRole('dialog').locator('input[type=file]').setInputFiles({
      name: 'loss.png',
      mimeType: 'image/png',
      buffer: png,
    });
    await expect.poll(() => page.url()).toContain('seed=7');
    expect(page.url()).toContain('sigma=0.4');
  },
);

test('a saved figure that is dropped into the dialog is taken once, also where a lab takes images', async ({
  page,
}) => {
  await openArgmax(page);
  const table = await save(page, page.locator('#figure-frequency'), 'Save data as CSV');
  await visit(page, '#/knn');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('menuitem', { name: /Open a saved figure/ }).click();
  const dialog = page.getByRole('dialog');
  await drop(page, [{ name: 'table.csv', bytes: readFileSync(table) }], dialog.locator('.receipt'));
  await expect(page).toHaveURL(/#\/argmax\?/);
  await expect(page.getByText('The state of the saved figure is back')).toBeVisible();
  await expect(page.locator('.file-drop')).toHaveCount(0);
  await page.goBack();
  await expect(page).toHaveURL(/#\/knn/);
  await expect(page.getByText('table.csv')).toHaveCount(0);
});

// a choice is remembered, and other journeys have the page to themselves
test('numbers in CSV files are written as the reader chose once', async ({ page }) => {
  const lab = await openArgmax(page, '?sigma=0.4');
  const choice = 'Numbers in CSV files';
  await lab.main.getByRole('button', { name: /^Options of/ }).click();
  await page.getByRole('menuitem', { name: choice }).click();
  await page.getByRole('menuitemradio', { name: '0,5, a semicolon between cells' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await reload(page);
  const csv = readFileSync(await save(page, lab.main, 'Save data as CSV'), 'utf8');
  expect(csv).toMatch(/^class;score;loss/m);
  expect(csv).toMatch(/^A;[^,\n]*;[^\n]*\d,\d/m);
});

onOnePage(
  'the arrows of a remote turn figures, and Back leads out of the presentation',
  async ({ page }) => {
    await openArgmax(page, '?sigma=0.4');
    await page.getByRole('button', { name: 'Present', exact: true }).first().click();
    await expect(page.locator('main.presentation')).toBeFocused();
    await expect(page).toHaveURL(/present=frequency/);
    await page.keyboard.press('ArrowRight');
    await expect(page).toHaveURL(/present=flips/);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.goBack();
    await expect(page.locator('main.presentation')).toHaveCount(0);
    expect(page.url()).toContain('sigma=0.4');
    await page.getByRole('button', { name: 'Reset everything' }).click();
    await expect(page).not.toHaveURL(/sigma=0.4/);
    await page.goBack();
    await expect(page).toHaveURL(/sigma=0.4/);
  },
);

onOnePage('a wrong file is refused with a sentence, and nothing changes', async ({ page }) => {
  await openArgmax(page, '?sigma=0.4');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('menuitem', { name: /Open a saved figure/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'holiday.png',
    mimeType: 'image/png',
    buffer: Buffer.from('not a picture'),
  });
  await expect(dialog.getByRole('alert')).toBeVisible();
  expect(page.url()).toContain('sigma=0.4');
});

onOnePage('the data of a figure is shown as a table on demand', async ({ page }) => {
  const lab = await openArgmax(page);
  await lab.main.getByRole('button', { name: /^Options of/ }).click();
  await page.getByRole('menuitem', { name: 'Show data as table' }).click();
  await expect(lab.main.getByRole('table').getByRole('row')).toHaveCount(4);
});

onOnePage('a tooltip gives exact values and sticks on click', async ({ page }) => {
  const lab = await openArgmax(page);
  const box = (await lab.main.locator('.prediction-bar').first().boundingBox())!;
  const at = [box.x + box.width / 2, box.y + box.height - 5] as const;
  await page.mouse.move(...at);
  const tooltip = lab.main.locator('.tooltip').first();
  await expect(tooltip).toBeVisible();
  await page.mouse.click(...at);
  await page.mouse.move(5, 5);
  await expect(tooltip).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tooltip).toBeHidden();
});

onOnePage('a formula is copied with the numbers that it shows', async ({ page }) => {
  await visit(page, '#/argmax?sigma=0.37');
  const formula = page
    .locator('.formula')
    .filter({ has: page.locator('.katex') })
    .first();
  await expect(formula.locator('[data-slot="sigma"]')).toHaveText('0.370');
  const words = await formula.getByRole('math').getAttribute('aria-label');
  await page.evaluate(() => {
    document.addEventListener('copy', ({ clipboardData }) => {
      document.title = clipboardData!.getData('text/plain');
    });
  });
  await formula.evaluate((element) => getSelection()!.selectAllChildren(element));
  await page.keyboard.press('ControlOrMeta+c');
  await expect(page).toHaveTitle(words!);
  expect(words).toContain('0.370');
});

onOnePage('pointing at a term of the formula lights its marks', async ({ page }) => {
  const lab = await openArgmax(page);
  const frame = page.locator('.lab-frame');
  for (const term of ['prediction', 'signal', 'epsilon', 'noise']) {
    await page.locator(`.formula [data-term="${term}"]`).first().hover();
    await expect(frame).toHaveAttribute('data-highlight', term);
    await expect(lab.main.locator(`svg [data-term~="${term}"]`).first()).toBeVisible();
  }
  await page.mouse.move(5, 5);
  await expect(frame).not.toHaveAttribute('data-highlight', 'noise');
});

onOnePage('words in the text move the figure', async ({ page }) => {
  const lab = await openArgmax(page);
  await page.getByRole('button', { name: 'Turn the noise down' }).click();
  await expect.poll(async () => (await lab.shares())[0].exact).toBeGreaterThan(0.999);
});
