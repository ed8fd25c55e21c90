import type { Transport } from '../../lecture/channel';

/** The time, and tasks that wait for theirs: a stand-in serves in tests. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  later(milliseconds: number, task: () => void): () => void;
}

export const browserClock: Clock = {
  now: () => Date.now(),
  later(milliseconds, task) {
    const timer = setTimeout(task, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** A transport that can be told which window is at its other end. */
export interface WindowTransport extends Transport {
  meet(other: Window): void;
}

/**
 * The way to the other window of a room, within the origin. Frames of other sites have no channel in common
 * with a window of their own, and some browsers have none at all: then messages go from window to window.
 * @param audience the window that shows the lecture, which may be this one
 */
export function openTransport(room: string, audience: Window): WindowTransport {
  const name = `noisy-argmax:speaker:${room}`;
  const isFramed = audience.parent !== audience;
  if (!('BroadcastChannel' in window) || isFramed) return betweenWindows(name, audience);
  const channel = new BroadcastChannel(name);
  return {
    post: (data) => channel.postMessage(data),
    onData: (listener) => channel.addEventListener('message', ({ data }) => listener(data)),
    close: () => channel.close(),
    meet: () => undefined,
  };
}

function betweenWindows(name: string, audience: Window): WindowTransport {
  const closed = new AbortController();
  let other = audience === window ? null : audience;
  // a page from a file has no origin that could be named
  const target = location.origin === 'null' ? '*' : location.origin;
  return {
    post: (data) => other?.postMessage({ room: name, data }, target),
    onData(listener) {
      const hear = ({ data, origin, source }: MessageEvent<unknown>) => {
        if (origin !== location.origin || !isOfRoom(data, name)) return;
        // a window that was loaded again makes itself known by what it says
        if (audience === window) other = source as Window;
        listener(data.data);
      };
      window.addEventListener('message', hear, { signal: closed.signal });
    },
    close: () => closed.abort(),
    meet: (window) => {
      other = window;
    },
  };
}

const isOfRoom = (data: unknown, name: string): data is { data: unknown } =>
  typeof data === 'object' && data !== null && 'room' in data && data.room === name;

/** Says hello whenever the page is shown, and goodbye when it is left. */
export function greet(hello: () => void, goodbye: () => void): () => void {
  const over = new AbortController();
  const { signal } = over;
  // a page that was kept comes back without being loaded
  window.addEventListener('pageshow', ({ persisted }) => persisted && hello(), { signal });
  window.addEventListener('pagehide', goodbye, { signal });
  hello();
  return () => over.abort();
}
