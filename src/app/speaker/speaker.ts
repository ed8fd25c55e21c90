import { createStore } from 'zustand/vanilla';
import { createChannel, type Channel, type Contact, type Transport } from '../../lecture/channel';
import { readTold, type Asked, type Command, type Shown, type Told } from '../../lecture/exchange';
import { enter, readTiming, untimed, type Timing } from '../../lecture/timing';
import type { Kept } from '../../state/kept';
import type { ReadableStore } from '../../state/react';
import type { SceneAt } from '../../state/route';
import type { Clock } from './windows';

/** What the speaker's window knows of the lecture. */
export interface SpeakerView {
  /** What the audience sees; null before it has said so. */
  readonly shown: Shown | null;
  /** The last scene that was shown, though the audience may have left it. */
  readonly last: SceneAt | null;
  readonly timing: Timing;
}

export interface Speaker {
  readonly view: ReadableStore<SpeakerView>;
  readonly contact: ReadableStore<Contact>;
  send(command: Command): void;
  /** Sets the clock of the lecture back. */
  restart(): void;
  hello(): void;
  goodbye(): void;
  close(): void;
}

/** The view after a message of the audience's window. */
function hear(view: SpeakerView, message: Told, now: number): SpeakerView {
  if (message.type === 'gone') return view;
  const { shown } = message;
  return {
    shown,
    last: shown.at ?? view.last,
    timing: enter(view.timing, shown.at?.id ?? null, now),
  };
}

export interface SpeakerOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Where the timing outlives a reload. */
  readonly kept: Kept;
}

export function createSpeaker({ transport, clock, kept }: SpeakerOptions): Speaker {
  const timing = readTiming(kept.read());
  const view = createStore<SpeakerView>(() => ({ shown: null, last: null, timing }));
  view.subscribe((state, before) => {
    if (state.timing !== before.timing) kept.write(state.timing);
  });
  const channel: Channel<Asked> = createChannel<Told, Asked>({
    transport,
    read: readTold,
    later: clock.later,
    onMessage(message) {
      view.setState(hear(view.getState(), message, clock.now()));
      if (message.type === 'shown') channel.tell({ type: 'heard' });
    },
  });
  return {
    view,
    contact: channel.contact,
    send: (command) => channel.ask({ type: 'command', command }),
    restart() {
      const at = view.getState().shown?.at ?? null;
      view.setState({ timing: enter(untimed, at?.id ?? null, clock.now()) });
    },
    hello: () => channel.ask({ type: 'hello' }),
    goodbye: () => channel.tell({ type: 'gone' }),
    close: channel.close,
  };
}
