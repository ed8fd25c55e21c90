/**
 * A hand on a slider: real pointer events, about sixty a second. They go to the browser directly:
 * Playwright's own mouse runs a script in the page around every move of a held button, which costs
 * the main thread milliseconds and leaves listeners behind.
 */
import { setTimeout as sleep } from 'node:timers/promises';

const HERTZ = 60;
/** A sweep there and back takes this long. */
const PERIOD_SECONDS = 3;

/**
 * Holds an element by its centre (a range input: its middle third) and sweeps it to and fro.
 * @param {import('playwright').Page} page
 * @param {{ selector: string, vertical?: boolean, reach: number }} knob `reach`: pixels either way
 * @param {number} seconds
 * @param {() => Promise<void>} [whileHeld] called about once a second
 */
export async function drag(page, { selector, vertical = false, reach }, seconds, whileHeld) {
  const element = page.locator(selector).first();
  await element.scrollIntoViewIfNeeded();
  const box = await element.boundingBox();
  if (!box) throw new Error(`"${selector}" is not on the screen`);
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  const session = await page.context().newCDPSession(page);
  const mouse = (type, atX, atY, buttons) =>
    session.send('Input.dispatchMouseEvent', {
      type,
      x: atX,
      y: atY,
      button: type === 'mouseMoved' && buttons === 0 ? 'none' : 'left',
      buttons,
      clickCount: type === 'mouseMoved' ? 0 : 1,
    });
  await mouse('mouseMoved', x, y, 0);
  await mouse('mousePressed', x, y, 1);
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  // Moves are sent on the clock, whether the page keeps up or not.
  const sent = [];
  for (let tick = 1; elapsed() < seconds; tick++) {
    const shift = reach * Math.sin((2 * Math.PI * elapsed()) / PERIOD_SECONDS);
    sent.push(mouse('mouseMoved', x + (vertical ? 0 : shift), y + (vertical ? shift : 0), 1));
    if (sent.length >= HERTZ) {
      await Promise.all(sent.splice(0));
      await whileHeld?.();
    }
    await sleep(Math.max(0, (1000 * tick) / HERTZ - 1000 * elapsed()));
  }
  await Promise.all(sent);
  await mouse('mouseReleased', x, y, 0);
  await session.detach();
}
