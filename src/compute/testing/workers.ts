import { expose } from 'comlink';

/** Workers that are ports of this thread: what they compute is real, and messages are cloned. */
export interface TestWorkers {
  /**
   * Starts a worker.
   * @param serve makes what it answers; by the function that it is given it ends for ever, as by a crash
   */
  start(serve: (die: () => void) => object): Worker;
  /** Workers that have been started. */
  readonly started: number;
  /** Of those, the ones that have been terminated. */
  readonly terminated: number;
  end(): void;
}

export function createTestWorkers(): TestWorkers {
  const ports: MessagePort[] = [];
  const terminated = new Set<MessagePort>();
  return {
    start(serve) {
      const { port1, port2 } = new MessageChannel();
      ports.push(port1, port2);
      expose(
        serve(() => void port1.dispatchEvent(new Event('error'))),
        port2,
      );
      const terminate = () => {
        terminated.add(port1);
        port1.close();
      };
      return Object.assign(port1, { terminate }) as unknown as Worker;
    },
    get started() {
      return ports.length / 2;
    },
    get terminated() {
      return terminated.size;
    },
    end: () => ports.forEach((port) => port.close()),
  };
}
