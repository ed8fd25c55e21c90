import { createStore } from 'zustand/vanilla';
import { createChannel, type Channel, type Contact } from '../../lecture/channel';
import type { CourseStore } from '../../lecture/course';
import {
  follow,
  readAsked,
  stepBack,
  type Asked,
  type Command,
  type Shown,
  type Told,
} from '../../lecture/exchange';
import { hashAt, hashOfScene } from '../../lecture/links';
import { OWN, sceneOf } from '../../lecture/scenes';
import type { ReadableStore } from '../../state/react';
import type { Navigation } from '../navigation';
import type { Clock, WindowTransport } from './windows';

export interface AudienceState {
  readonly blank: boolean;
  /** Notes on the audience's own window, where a browser has blocked another one. */
  readonly notes: 'off' | 'blocked' | 'shown';
}

/** The window that shows the lecture: it alone knows where that stands, and does what a speaker asks for. */
export interface Audience {
  readonly state: ReadableStore<AudienceState>;
  readonly contact: ReadableStore<Contact>;
  /** @returns whether there was a use for the command */
  run(command: Command): boolean;
  /** Hands over how a scene does what is asked of it, until the answer is called. */
  perform(steps: (command: Command) => boolean): () => void;
  /** Opens the speaker's window; where that is blocked, the next call shows notes in this one. */
  openSpeaker(): void;
  greet(): void;
  leave(): void;
}

export interface AudienceOptions {
  readonly navigation: Pick<Navigation, 'place' | 'open'>;
  readonly course: CourseStore;
  readonly labs: readonly string[];
  readonly transport: WindowTransport;
  readonly clock: Clock;
  /** Null where the browser blocks it. */
  openWindow(): Window | null;
  /** Hears that the window was blocked. */
  onBlocked(): void;
}

export function createAudience(options: AudienceOptions): Audience {
  const { navigation, course, transport, clock } = options;
  const { place } = navigation;
  const state = createStore<AudienceState>(() => ({ blank: false, notes: 'off' }));
  let trail = follow([], place.getState().scene);
  let perform: ((command: Command) => boolean) | null = null;

  const shown = (): Shown => {
    const at = place.getState().scene;
    const own = at?.course === OWN ? course.getState() : null;
    return { at, blank: state.getState().blank, own };
  };
  const show = () => channel.ask({ type: 'shown', shown: shown() });
  const channel: Channel<Told> = createChannel<Asked, Told>({
    transport,
    read: readAsked,
    later: clock.later,
    onMessage(message) {
      if (message.type === 'command') run(message.command);
      if (message.type === 'command' || message.type === 'hello') show();
    },
  });

  function run(command: Command): boolean {
    switch (command.do) {
      case 'blank':
        state.setState({ blank: !state.getState().blank });
        return true;
      case 'undo': {
        trail = stepBack(trail, place.getState().scene);
        const at = trail.at(-1);
        const scene = at && sceneOf(at.id);
        if (scene) navigation.open(hashAt(scene, at));
        return scene !== undefined;
      }
      case 'jump': {
        const scene = sceneOf(command.scene);
        if (!scene || !options.labs.includes(scene.lab)) return false;
        navigation.open(hashOfScene(scene, trail.at(-1)?.course ?? null));
        return true;
      }
      default:
        return perform?.(command) ?? false;
    }
  }

  place.subscribe(({ scene }, before) => {
    if (scene === before.scene) return;
    trail = follow(trail, scene);
    show();
  });
  state.subscribe(({ blank }, before) => {
    if (blank !== before.blank) show();
  });
  course.subscribe(show);

  return {
    state,
    contact: channel.contact,
    run,
    perform(steps) {
      perform = steps;
      return () => {
        if (perform === steps) perform = null;
      };
    },
    openSpeaker() {
      const { notes } = state.getState();
      if (notes !== 'off') return state.setState({ notes: notes === 'shown' ? 'off' : 'shown' });
      const window = options.openWindow();
      if (window) return transport.meet(window);
      state.setState({ notes: 'blocked' });
      options.onBlocked();
    },
    greet: show,
    leave: () => channel.tell({ type: 'gone' }),
  };
}
