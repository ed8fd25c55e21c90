/** Whether anything that was asked for is still outstanding. */
export type ActivityState = 'busy' | 'rest';

export interface Activity {
  /** Something has begun; the answer is called when it is over. */
  begin(): () => void;
  /** The promise as it is: until it settles, the page is busy. */
  track<T>(promise: Promise<T>): Promise<T>;
}

/** Frames in which nothing was begun before the page is at rest: one thing often leads to the next. */
const QUIET_FRAMES = 2;

/**
 * Counts what is outstanding: requests to workers, code on its way, what a figure has put off.
 * `show` hears of "busy" at once, so that whoever has done something never finds the rest of
 * before, and of "rest" after quiet frames: at most once a frame, however much begins and ends.
 *
 * The page begins busy.
 */
export function createActivity(
  show: (state: ActivityState) => void,
  nextFrame: (task: () => void) => void,
): Activity {
  let outstanding = 0;
  let begun = 0;
  let waiting = false;
  let state: ActivityState = 'busy';
  show(state);

  function change(to: ActivityState): void {
    if (state === to) return;
    state = to;
    show(to);
  }

  function waitForRest(frames: number): void {
    const before = begun;
    waiting = true;
    nextFrame(() => {
      waiting = false;
      // the last one that ends waits again
      if (outstanding > 0) return;
      if (begun > before) waitForRest(QUIET_FRAMES);
      else if (frames > 1) waitForRest(frames - 1);
      else change('rest');
    });
  }

  function begin(): () => void {
    outstanding++;
    begun++;
    change('busy');
    let over = false;
    return () => {
      if (over) return;
      over = true;
      outstanding--;
      if (outstanding === 0 && !waiting) waitForRest(QUIET_FRAMES);
    };
  }

  return {
    begin,
    track(promise) {
      const end = begin();
      promise.then(end, end);
      return promise;
    },
  };
}

/** The same methods; whoever is asked to do something keeps the page busy until it has answered. */
export function tracked<Api extends object>(api: Api, track: Activity['track']): Api {
  const wrap =
    (method: (...request: unknown[]) => unknown) =>
    (...request: unknown[]) => {
      const answer = method(...request);
      return answer instanceof Promise ? track(answer) : answer;
    };
  return Object.fromEntries(
    Object.entries(api).map(([name, method]) => [name, wrap(method as () => unknown)]),
  ) as Api;
}
