/** What is known of a page in another one: 'paused' while it is out of sight and work waits for that to end. */
export type SightState = 'seen' | 'away' | 'paused';

export interface Sight {
  /** Somebody can see the page from now on, or nobody can. */
  tell(inSight: boolean): void;
  /** Resolves while somebody can see the page: at once, or when it comes into sight again. */
  seen(): Promise<void>;
}

/** A page begins in sight: what is not so is soon told. */
export function createSight(show: (state: SightState) => void): Sight {
  let inSight = true;
  const waiting: (() => void)[] = [];
  show('seen');
  return {
    tell(now) {
      if (now === inSight) return;
      inSight = now;
      show(now ? 'seen' : 'away');
      if (now) waiting.splice(0).forEach((goOn) => goOn());
    },
    seen() {
      if (inSight) return Promise.resolve();
      show('paused');
      return new Promise((goOn) => waiting.push(goOn));
    },
  };
}

/** Whether this page is neither in a hidden tab nor scrolled away in the page around it. */
export function followSight(): Sight {
  const { documentElement } = document;
  const sight = createSight((state) => (documentElement.dataset['sight'] = state));
  let onScreen = true;
  const look = () => sight.tell(onScreen && !document.hidden);
  document.addEventListener('visibilitychange', look);
  // without a root of its own it looks through the frames, whatever origin those around it are of
  new IntersectionObserver((entries) => {
    onScreen = entries.at(-1)!.isIntersecting;
    look();
  }).observe(documentElement);
  return sight;
}
