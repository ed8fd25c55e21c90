/**
 * Runs in the page before anything else of it (so it is complete in itself): tells, for every move
 * of the pointer, when the figure was painted with a result of that position or a later one.
 *
 * The engine's worker is listened to, without a change of the page: a request carries the value of
 * the knob, and its reply is followed by a change of the figure's marks and by a frame. A request
 * covers a move if it carries the value of that move, or of a later one. A result that changes no
 * mark is left out: there is nothing to paint.
 *
 * Times are `performance.now()`, as is `timeStamp` of a pointer event.
 * @param {string} call the call whose replies the main figure shows
 */
export function installProbe(call) {
  const asked = new Map();
  /** What is being recorded, or null. */
  let run = null;
  let lastTraffic = 0;

  const valueOf = {
    sigma: (problem) => problem.sigma,
    epsilon: (problem) => problem.epsilon,
    score: (problem) => problem.scores[0],
  };

  /** The value that the knob announces: `aria-valuenow`, or the number in "epsilon minus 0.5". */
  function spoken(element) {
    const now = element.getAttribute('aria-valuenow');
    if (now !== null) return Number(now);
    const [, minus, digits] = /(minus )?([\d.e+-]+)$/.exec(element.getAttribute('aria-valuetext'));
    return minus ? -Number(digits) : Number(digits);
  }

  window.Worker = class extends window.Worker {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', ({ data }) => {
        if (!asked.has(data?.id)) return;
        lastTraffic = performance.now();
        run?.replied(asked.get(data.id), lastTraffic);
        asked.delete(data.id);
      });
    }
    postMessage(data, ...rest) {
      // a call of the compute service: its number, its name, its request
      const [, name, request] = data?.path?.at(-1) === 'call' ? data.argumentList : [];
      if (name?.value === call) {
        lastTraffic = performance.now();
        asked.set(data.id, { problem: request.value.problem, asked: lastTraffic });
      }
      super.postMessage(data, ...rest);
    }
  };

  function record({ knob, selector, figure, marks }) {
    const element = document.querySelector(selector);
    const moves = [];
    const frames = [];
    const longTasks = [];
    let shown = 0; // moves whose result, or a later one, is in the figure
    let results = 0; // results that were painted
    let reply = null; // the latest, if no mark has changed since
    let pointerTime = 0;
    let value = spoken(element);

    const onPointer = ({ timeStamp }) => void (pointerTime = timeStamp);
    function onChange() {
      if (spoken(element) === value) return;
      value = spoken(element);
      moves.push({ time: pointerTime, value });
    }
    window.addEventListener('pointermove', onPointer, { capture: true });
    window.addEventListener('pointermove', onChange);
    window.addEventListener('input', onChange);

    /** The marks show a reply: its moves are painted with this frame, at the latest when the next begins. */
    function show({ end, ...times }) {
      const fresh = moves.slice(shown, end);
      shown = Math.max(shown, end);
      results += 1;
      const settle = (now) => {
        for (const move of fresh) move.painted ??= now;
      };
      for (const move of fresh) Object.assign(move, times);
      window.requestAnimationFrame(() => {
        const { port1, port2 } = new window.MessageChannel();
        port1.onmessage = () => settle(performance.now());
        port2.postMessage(null); // a task after this frame's style, layout and paint
        window.requestAnimationFrame(() => settle(performance.now()));
      });
    }
    /** How many moves a request covers, which may have been sent before we heard of the last. */
    function covered(problem, sent) {
      const sought = valueOf[knob](problem);
      return moves.findLastIndex(({ time, value }) => value === sought && time <= sent) + 1;
    }
    /** A reply whose figure the next frame finds unchanged looked as the one before. */
    function expectChange({ problem, asked }, replied) {
      const arrived = { end: covered(problem, asked), asked, replied };
      reply = arrived;
      window.requestAnimationFrame(() => {
        if (reply !== arrived) return;
        shown = Math.max(shown, arrived.end);
        reply = null;
      });
    }
    const marksChanged = new window.MutationObserver((records) => {
      if (!reply || !records.some(({ target }) => target.matches?.(marks))) return;
      show(reply);
      reply = null;
    });
    marksChanged.observe(document.querySelector(figure), { subtree: true, attributes: true });

    const tasks = new window.PerformanceObserver((list) => {
      longTasks.push(
        ...list.getEntries().map(({ startTime, duration }) => ({ startTime, duration })),
      );
    });
    tasks.observe({ type: 'longtask' });
    const onFrame = (now) => {
      frames.push(now);
      if (run === self) window.requestAnimationFrame(onFrame);
    };
    window.requestAnimationFrame(onFrame);

    const self = {
      replied: expectChange,
      stop() {
        run = null;
        marksChanged.disconnect();
        tasks.disconnect();
        window.removeEventListener('pointermove', onPointer, { capture: true });
        window.removeEventListener('pointermove', onChange);
        window.removeEventListener('input', onChange);
        return { moves, frames, longTasks, results };
      },
    };
    run = self;
  }

  window.dragProbe = {
    record,
    stop: () => run.stop(),
    /** Nothing was asked of the engine for so long. */
    quiet: (milliseconds) => asked.size === 0 && performance.now() - lastTraffic > milliseconds,
  };
}
