import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright/test';
import { serveTally } from '../scripts/tally.mjs';
import { sceneTexts } from '../src/lecture/texts';
import { expectAccessible, expectAccessibleEverywhere } from './helpers/axe';
import { atRest, drawn, visit } from './helpers/page';
import { expect, test } from './helpers/test';

const root = fileURLToPath(new URL('../dist', import.meta.url));
const phone = { width: 390, height: 844 };
const { question, answers } = sceneTexts[8];

const card = (page: Page, letter: string) =>
  page.getByRole('button', { name: new RegExp(`^Your answer is ${letter}: `) });

/** A scene of the lecture, on a page that knows where votes are counted. */
async function openScene(page: Page, search = ''): Promise<void> {
  await page.goto(`./${search}#/lecture?scene=8`);
  await drawn(page, 'argmax/scene-8');
  await atRest(page);
}

test.describe('a phone', () => {
  test.use({ viewport: phone });

  test('shows the question, then one answer as its whole screen; storage is not needed', async ({
    page,
  }) => {
    await page.addInitScript(() => {
      const denied = () => {
        throw new DOMException('Access is denied', 'SecurityError');
      };
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
        Object.defineProperty(window, name, { get: denied });
    });
    await visit(page, '#/vote?scene=8');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(question);
    for (const [i, text] of answers.entries()) {
      const letter = 'ABC'[i];
      const button = page.getByRole('button', { name: `${letter}: ${text}` });
      expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(56);
      await button.click();
      const box = (await card(page, letter).boundingBox())!;
      expect([box.width, box.height]).toEqual([phone.width, phone.height]);
      await expect(card(page, letter)).toBeFocused();
      await page.keyboard.press('Enter');
    }
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(question);
  });

  test('has no violation in any size, with the question or the answer', async ({ page }) => {
    await visit(page, '#/vote?scene=8');
    await expectAccessibleEverywhere(page);
    await page.getByRole('button', { name: /^B: / }).click();
    await expectAccessibleEverywhere(page);
  });

  test('says when there is no such question', async ({ page }) => {
    for (const wrong of ['#/vote?scene=99', '#/vote?scene=x', '#/vote']) {
      await page.goto(`./${wrong}`);
      await expect(page.getByRole('heading', { name: 'There is no such question.' })).toBeVisible();
    }
    await page.getByRole('link', { name: 'To the lecture' }).click();
    await drawn(page, 'argmax/scene-1');
  });
});

test('v shows the way to the vote while the question is open', async ({ page, context }) => {
  await openScene(page);
  const code = page.getByRole('complementary', { name: 'Vote with your phone' });
  await page.keyboard.press('v');
  await expect(code.getByRole('link')).toHaveAttribute('href', /#\/vote\?scene=8$/);
  // the last row reads it: half of the height of the screen
  const { height } = page.viewportSize()!;
  expect((await code.locator('.qr').boundingBox())!.height).toBeGreaterThanOrEqual(height / 2);
  await expectAccessible(page, 'the code');
  await page.keyboard.press('v');
  await expect(code).toHaveCount(0);

  const opening = context.waitForEvent('page');
  await page.keyboard.press('s');
  const speaker = await opening;
  await expect(speaker.getByText('In step with the audience')).toBeVisible();
  await speaker.getByRole('button', { name: /^Vote code/ }).click();
  await expect(code).toBeVisible();
  await speaker.getByRole('button', { name: /^Reveal/ }).click();
  await expect(code).toHaveCount(0);
  await expect(speaker.getByRole('button', { name: /^Vote code/ })).toBeDisabled();
});

test.describe('a tally', () => {
  test.use({ tolerated: [/^left the origin: http:\/\/127\.0\.0\.1:\d+\/tally\//] });

  test('fills the bars of the speaker, and moves a vote that is changed', async ({
    page,
    context,
  }) => {
    const tally = await serveTally({ root, host: '127.0.0.1' });
    const at = `http://127.0.0.1:${tally.port}/`;
    await openScene(page, `?tally=${at}`);
    await page.keyboard.press('v');
    const link = page.getByRole('complementary').getByRole('link');
    await expect(link).toHaveAttribute('href', `${at}#/vote?scene=8&tally=${at}`);
    const opening = context.waitForEvent('page');
    await page.keyboard.press('s');
    const speaker = await opening;
    const counts = speaker.locator('.answer-count');
    await drawn(speaker, 'speaker');
    await expect(counts).toHaveCount(0);

    const voter = await context.newPage();
    await visit(voter, `#/vote?scene=8&tally=${at}`);
    await voter.getByRole('button', { name: /^C: / }).click();
    await expect(voter.getByText('Counted.')).toBeVisible();
    await expect(counts).toHaveText(['0', '0', '1']);
    // a phone that is loaded again keeps its answer, and has one vote as before
    await voter.reload();
    await expect(card(voter, 'C')).toBeVisible();
    await expect(voter.getByText('Counted.')).toBeVisible();
    await card(voter, 'C').click();
    await voter.getByRole('button', { name: /^A: / }).click();
    await expect(counts).toHaveText(['1', '0', '0']);
    await expectAccessible(speaker, 'the speaker’s bars');
    await tally.close();
  });
});

test.describe('without the tally that the address names', () => {
  test.use({
    tolerated: [/\/tally\/|ERR_CONNECTION_REFUSED/],
  });

  test('the answer is there to be held up, and nothing says that something failed', async ({
    page,
  }) => {
    const gone = await serveTally({ root, host: '127.0.0.1' });
    await gone.close();
    await visit(page, `#/vote?scene=8&tally=http://127.0.0.1:${gone.port}`);
    const failure = page.waitForEvent('requestfailed');
    await page.getByRole('button', { name: /^B: / }).click();
    await expect(card(page, 'B')).toBeVisible();
    await failure;
    await expect(page.getByRole('status').filter({ hasText: /./ })).toHaveCount(0);
    await expect(page.getByText('Hold it up')).toBeVisible();
  });
});
