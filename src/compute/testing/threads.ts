import { expose } from 'comlink';

/** Threads that are ports of this one: what they compute is real, and messages are cloned. */
export interface Helpers {
  spawn(): Worker;
  end(): void;
}

type Task = Readonly<Record<string, (...args: never[]) => unknown>>;

/**
 * Helper threads for tests, each with a task of its own.
 * @param dies whether a thread, counted from 1, ends for ever instead of answering a call
 */
export function helpers<T extends { [Name in keyof T]: (...args: never[]) => unknown }>(
  create: () => T,
  dies: (thread: number, call: keyof T) => boolean = () => false,
): Helpers {
  const ports: MessagePort[] = [];
  return {
    spawn() {
      const { port1, port2 } = new MessageChannel();
      const number = ports.push(port1, port2) / 2;
      const mortal = Object.entries(create() as Task).map(([name, call]) => [
        name,
        (...args: never[]) => {
          if (!dies(number, name as keyof T)) return call(...args);
          port1.dispatchEvent(new Event('error'));
          return new Promise<never>(() => undefined);
        },
      ]);
      expose(Object.fromEntries(mortal), port2);
      return Object.assign(port1, { terminate: () => port1.close() }) as unknown as Worker;
    },
    end: () => ports.forEach((port) => port.close()),
  };
}
