/// <reference lib="webworker" />

/** Answers after so many milliseconds by the port that comes with them: browsers hold back the timers of hidden pages, not these. */
addEventListener('message', ({ data, ports: [port] }: MessageEvent<number>) => {
  setTimeout(() => port.postMessage(null), data);
});
