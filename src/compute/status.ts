export const threadsLabel = (threads: number): string =>
  threads === 1 ? '1 CPU thread' : `${threads} CPU threads`;
