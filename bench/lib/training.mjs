/** A training in a lab of the page: how fast it goes, and whether the page stays smooth meanwhile. */

export const runButton = '.transport-run';

/**
 * Reads for some time how far the training is and how long its steps took, every 100 ms, and all
 * frames and long tasks meanwhile.
 * @returns {Promise<{ took: number[], wall: number, steps: number, gaps: number[],
 *   longest: number }>} `took` per step by the page's own clock, `wall` drawing included; in ms
 */
export function watchTraining(page, milliseconds) {
  return page.evaluate(async (duration) => {
    const status = document.querySelector('.transport-status');
    const read = () => {
      const [, step] = /step (\d+)/.exec(status.textContent);
      const [, took] = /([\d.]+) ms\/step/.exec(status.textContent);
      return { step: Number(step), took: Number(took) };
    };
    const frames = [];
    const tasks = [];
    new window.PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({
      type: 'longtask',
    });
    let going = true;
    const frame = (now) => {
      frames.push(now);
      if (going) window.requestAnimationFrame(frame);
    };
    window.requestAnimationFrame(frame);
    const start = performance.now();
    const first = read();
    const took = [];
    while (performance.now() - start < duration) {
      await new Promise((done) => setTimeout(done, 100));
      took.push(read().took);
    }
    going = false;
    const steps = read().step - first.step;
    return {
      took,
      wall: (performance.now() - start) / steps,
      steps,
      gaps: frames.slice(1).map((now, i) => now - frames[i]),
      longest: Math.max(0, ...tasks.map(({ duration: length }) => length)),
    };
  }, milliseconds);
}
