import { createStore } from 'zustand/vanilla';
import type { ReadableStore } from '../state/react';

/** A way for plain data to another window. */
export interface Transport {
  post(data: unknown): void;
  onData(listener: (data: unknown) => void): void;
  close(): void;
}

/** Whether the other window is there: it never was, it is, or it was. */
export type Contact = 'none' | 'here' | 'lost';

/** One end of the exchange between two windows. */
export interface Channel<Sent> {
  readonly contact: ReadableStore<Contact>;
  /** Sends what the other end answers: if it doesn't, it is lost. */
  ask(message: Sent): void;
  /** Sends what needs no answer. */
  tell(message: Sent): void;
  close(): void;
}

export interface ChannelOptions<Received extends { type: string }> {
  readonly transport: Transport;
  /** The message that data is; null for what is none. */
  read(data: unknown): Received | null;
  onMessage(message: Received): void;
  /** Runs a task after so many milliseconds, unless it is called off. */
  later(milliseconds: number, task: () => void): () => void;
}

/** A window that has not answered for so many milliseconds is taken for closed. */
const PATIENCE = 3000;

/** Anything heard shows that the other window is there, but for its "gone". */
export function createChannel<Received extends { type: string }, Sent>({
  transport,
  read,
  onMessage,
  later,
}: ChannelOptions<Received>): Channel<Sent> {
  const contact = createStore<Contact>(() => 'none');
  let callOff: (() => void) | null = null;
  const settle = (state: Contact) => {
    callOff?.();
    callOff = null;
    contact.setState(state, true);
  };
  const lose = () => settle(contact.getState() === 'none' ? 'none' : 'lost');
  transport.onData((data) => {
    const message = read(data);
    if (!message) return;
    if (message.type === 'gone') lose();
    else settle('here');
    onMessage(message);
  });
  return {
    contact,
    ask(message) {
      callOff ??= later(PATIENCE, lose);
      transport.post(message);
    },
    tell: (message) => transport.post(message),
    close() {
      callOff?.();
      transport.close();
    },
  };
}
