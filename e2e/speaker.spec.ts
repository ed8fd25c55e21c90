import type { BrowserContext, Page } from 'playwright/test';
import { expectAccessible } from './helpers/axe';
import { drop } from './helpers/files';
import { atRest, drawn, visit } from './helpers/page';
import { expect, test } from './helpers/test';

/** Opens a scene by its short address, and waits for its figure. */
async function openScene(page: Page, id: number, lab = 'argmax'): Promise<void> {
  await page.goto(`./#/lecture?scene=${id}`);
  await drawn(page, `${lab}/scene-${id}`);
  await atRest(page);
}

/** Presses s, and waits until the window that it opens is in step. */
async function openSpeaker(context: BrowserContext, page: Page): Promise<Page> {
  const opening = context.waitForEvent('page');
  await page.keyboard.press('s');
  const speaker = await opening;
  await drawn(speaker, 'speaker');
  await expect(speaker.getByText('In step with the audience')).toBeVisible();
  return speaker;
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const step = (speaker: Page, name: RegExp) =>
  speaker.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name });
const scene = (speaker: Page, name: string) => speaker.getByRole('region', { name, exact: true });
const lost = (page: Page) => page.getByRole('img', { name: /speaker’s window is closed/ });

test('commands move the audience, and keys there move the speaker’s window', async ({
  page,
  context,
}) => {
  await openScene(page, 3);
  const speaker = await openSpeaker(context, page);
  await expect(scene(speaker, 'A thousand draws')).toContainText('From one answer to odds');
  await expect(speaker.locator('.answer[data-right]')).toContainText('79%');
  await expect(speaker.locator('.speaker-next')).toContainText('Temperature');

  // what the room said stands in both windows
  await speaker.keyboard.press('3');
  const said = (window: Page) => window.locator('.answer[aria-pressed="true"]');
  await expect(said(page)).toContainText('95%');
  await expect(said(speaker)).toContainText('95%');

  await step(speaker, /^Reveal/).click();
  await expect(page.locator('.question-truth')).toContainText('78.6%');
  await expect(scene(speaker, 'A thousand draws')).toContainText('Shown:');

  // undo takes back the reveal, then the answer
  await step(speaker, /^Undo/).click();
  await expect(page.getByRole('button', { name: 'Reveal', exact: true })).toBeVisible();
  await expect(said(page)).toContainText('95%');
  await step(speaker, /^Undo/).click();
  await expect(said(page)).toHaveCount(0);

  await page.keyboard.press('PageDown');
  await expect(scene(speaker, 'A thousand draws')).toContainText('Shown:');
  await page.keyboard.press('PageDown');
  await expect(scene(speaker, 'Temperature')).toBeVisible();
  await speaker.keyboard.press('PageUp');
  await expect(heading(page)).toHaveText('A thousand draws make a distribution');

  // nothing of the notes is on the audience's screen
  await expect(page.getByText('From one answer to odds')).toHaveCount(0);
});

test('blank, a jump to another lab, and back from outside of the lecture', async ({
  page,
  context,
}) => {
  await openScene(page, 1);
  const speaker = await openSpeaker(context, page);
  const blank = page.getByRole('button', { name: /screen is blank/ });
  await step(speaker, /^Blank/).click();
  await expect(blank).toBeVisible();
  await expect(step(speaker, /^Blank/)).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('b');
  await expect(blank).toHaveCount(0);
  await expect(step(speaker, /^Blank/)).toHaveAttribute('aria-pressed', 'false');

  await speaker.getByRole('button', { name: /^13\. Neighbours/ }).click();
  await drawn(page, 'knn/scene-13');
  await expect(scene(speaker, 'Neighbours')).toBeVisible();

  await page.keyboard.press('Escape');
  await drawn(page, 'knn');
  await expect(speaker.getByText(/The audience sees no scene now/)).toBeVisible();
  await step(speaker, /^Undo/).click();
  await drawn(page, 'knn/scene-13');
  await step(speaker, /^Undo/).click();
  await drawn(page, 'argmax/scene-1');
});

test('either window can be loaded again, and a lost speaker’s window is marked', async ({
  page,
  context,
}) => {
  await openScene(page, 5);
  const speaker = await openSpeaker(context, page);
  await speaker.reload();
  await expect(scene(speaker, 'No slope')).toBeVisible();
  await expect(lost(page)).toHaveCount(0);

  await page.reload();
  await drawn(page, 'argmax/scene-5');
  await expect(speaker.getByText('In step with the audience')).toBeVisible();
  await step(speaker, /^Reveal/).click();
  await expect(page.locator('.question-truth')).toBeVisible();

  await speaker.close();
  await expect(lost(page)).toBeVisible();
  await page.keyboard.press('PageDown');
  await drawn(page, 'argmax/scene-6');
  const again = await openSpeaker(context, page);
  await expect(lost(page)).toHaveCount(0);
  await expect(scene(again, 'Ties')).toBeVisible();

  await page.close();
  await expect(again.getByText(/audience’s window does not answer/)).toBeVisible();
});

test('without a channel between windows, messages go from one to the other', async ({
  page,
  context,
}) => {
  await context.addInitScript(() => {
    Reflect.deleteProperty(window, 'BroadcastChannel');
  });
  await openScene(page, 1);
  const speaker = await openSpeaker(context, page);
  await speaker.keyboard.press('PageDown');
  await expect(page.locator('.question-truth')).toBeVisible();
  await expect(scene(speaker, 'One best answer')).toContainText('Shown:');
  // the page that is loaded again hears from the window that it had opened
  await page.reload();
  await drawn(page, 'argmax/scene-1');
  await speaker.keyboard.press('PageDown');
  await expect(heading(page)).toHaveText('Noise can crown another');
  await expect(speaker.getByText('In step with the audience')).toBeVisible();
});

test('where the window is blocked, a second press shows the notes on the page', async ({
  page,
}) => {
  await page.addInitScript(() => {
    window.open = () => null;
  });
  await openScene(page, 4);
  await page.keyboard.press('s');
  await expect(page.getByRole('status', { name: 'Notices' })).toContainText('blocked');
  const notes = page.getByRole('complementary', { name: 'Notes' });
  await expect(notes).toHaveCount(0);
  await page.keyboard.press('s');
  await expect(notes).toContainText('Cold: one corner.');
  await expect(notes).toContainText('To the middle (right)');
  await expectAccessible(page, 'notes');
  await page.keyboard.press('s');
  await expect(notes).toHaveCount(0);
});

test('the speaker’s window has no accessibility violation, and fits without scrolling', async ({
  page,
  context,
}) => {
  await openScene(page, 11);
  const speaker = await openSpeaker(context, page);
  for (const [width, height] of [
    [1280, 720],
    [1024, 768],
  ]) {
    await speaker.setViewportSize({ width, height });
    await expectAccessible(speaker, `speaker, ${width}`);
    const size = () =>
      speaker.evaluate(() => {
        const { scrollWidth, scrollHeight } = document.documentElement;
        return [scrollWidth, scrollHeight];
      });
    expect(await size()).toEqual([width, height]);
  }
});

test('a window without a lecture says so', async ({ page }) => {
  await visit(page, '#/speaker');
  await expect(page.getByText(/belongs to no lecture/)).toBeVisible();
});

const file = (content: unknown) => ({
  name: 'course.json',
  bytes: new TextEncoder().encode(JSON.stringify(content)),
});
const course = {
  ...{ app: 'noisy-argmax', kind: 'course', version: '0.1.0', title: 'Thursday at nine' },
  scenes: [8, { id: 3, minutes: 7, breath: 'Count with me.' }],
};

test('a dropped course is gone through, and one with a fault is refused by its name', async ({
  page,
  context,
}) => {
  await page.goto('./#/');
  await drawn(page, 'home');
  await atRest(page);
  await drop(page, [file({ ...course, scenes: [{ id: 3, minutes: 'x' }] })]);
  await expect(page.getByRole('status', { name: 'Notices' })).toContainText(
    '"minutes" of scene 1 of the course must be',
  );
  await drop(page, [{ name: 'notes.txt', bytes: new Uint8Array(3) }]);
  await expect(page.getByText('“notes.txt” is no file of a course.')).toBeVisible();
  // the neighbours take images that are dropped: a course is none
  for (const elsewhere of ['knn', 'knn?present=query', 'argmax']) {
    await visit(page, `#/${elsewhere}`);
    await drop(page, [file(course)]);
    await drawn(page, 'argmax/scene-8');
  }
  await expect(page.locator('.lecture-where')).toHaveText('Thursday at nine · 1 of 2 · Gradient');
  const speaker = await openSpeaker(context, page);
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await drawn(page, 'argmax/scene-3');
  await expect(speaker.getByText('Count with me.')).toBeVisible();
  await expect(speaker.getByText(/of 7:00/)).toBeVisible();
  await expect(page).toHaveURL(/course=own/);
  // it stays on this machine
  await page.goto('./#/');
  await page.reload();
  await drawn(page, 'home');
  await page.getByRole('link', { name: 'Thursday at nine' }).click();
  await drawn(page, 'argmax/scene-8');
});

test('a link to a course that is not here says so, and shows the whole lecture', async ({
  page,
}) => {
  await page.goto('./#/lecture?scene=3&course=own');
  await drawn(page, 'argmax/scene-3');
  await expect(page.getByRole('status', { name: 'Notices' })).toContainText('not on this machine');
  await expect(page.locator('.lecture-where')).toContainText('3 of 14');
});

test('a course is made from the menu, and its file opens it again', async ({ page }) => {
  await page.goto('./#/');
  await drawn(page, 'home');
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('menuitem', { name: /Make a course/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Make a course' });
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Mine');
  await dialog.getByRole('switch', { name: 'One best answer' }).click();
  await dialog.getByRole('button', { name: 'A thousand draws: one up' }).click();
  await expectAccessible(page, 'making a course');
  const saving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save the file' }).click();
  const path = await (await saving).path();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('menuitem', { name: /Open a saved figure or course/ }).click();
  await page.getByLabel('A saved figure', { exact: true }).setInputFiles(path);
  await drawn(page, 'argmax/scene-3');
  await expect(page.locator('.lecture-where')).toHaveText('Mine · 1 of 13 · Noise');
});
