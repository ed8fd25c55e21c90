import { expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createCourse } from '../../lecture/course';
import { keptIn, type TextStorage } from '../../state/kept';
import { parseHash } from '../../state/route';
import type { Place } from '../navigation';
import { createAudience } from './audience';
import { createSpeaker } from './speaker';
import type { Clock, WindowTransport } from './windows';

const labs = ['argmax', 'matching'];
const at = (id: number, asks = true) => ({ id, asks, said: null, course: null });

function memory(): TextStorage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
  };
}

/** Both windows on one wire; time stands still until it is told. */
function setUp(openWindow: () => Window | null = () => null) {
  const listeners: ((data: unknown) => void)[][] = [[], []];
  const end = (mine: number): WindowTransport => ({
    post: (data) => listeners[1 - mine].forEach((listener) => listener(structuredClone(data))),
    onData: (listener) => void listeners[mine].push(listener),
    close: () => void listeners[mine].splice(0),
    meet: () => undefined,
  });
  const time = { now: 1000 };
  const clock: Clock = { now: () => time.now, later: () => () => undefined };
  const place = createStore<Place>(() => ({
    ...{ lab: 'argmax', present: null, lesson: null },
    scene: at(3),
  }));
  const open = (hash: string) => {
    const { lab, scene } = parseHash(hash);
    place.setState({ lab, scene });
  };
  const onBlocked = vi.fn();
  const course = createCourse(memory);
  const audience = createAudience({
    ...{ navigation: { place, open }, course, labs, transport: end(0), clock },
    ...{ openWindow, onBlocked },
  });
  const storage = memory();
  const kept = keptIn(() => storage, 'timing');
  const openSpeaker = () => createSpeaker({ transport: end(1), clock, kept });
  const speaker = openSpeaker();
  const inject = (data: unknown) => end(1).post(data);
  return { place, audience, speaker, openSpeaker, time, course, inject, onBlocked };
}

const shownBy = ({ speaker }: ReturnType<typeof setUp>) => speaker.view.getState().shown;

it('the speaker sees where the audience stands, and every change', () => {
  const both = setUp();
  both.speaker.hello();
  expect(shownBy(both)).toEqual({ at: at(3), blank: false, own: null });
  both.place.setState({ scene: at(3, false) });
  both.audience.run({ do: 'blank' });
  expect(shownBy(both)).toEqual({ at: at(3, false), blank: true, own: null });
  both.place.setState({ scene: null });
  expect(shownBy(both)?.at).toBeNull();
  expect(both.speaker.view.getState().last).toEqual(at(3, false));
});

it('a jump and an undo move the audience; scenes that are not there do not', () => {
  const both = setUp();
  const { place, speaker } = both;
  speaker.send({ do: 'jump', scene: 8 });
  expect(place.getState().scene).toEqual(at(8));
  for (const scene of [99, 13]) speaker.send({ do: 'jump', scene });
  expect(place.getState().scene).toEqual(at(8));
  place.setState({ scene: { ...at(8), said: 2 } });
  speaker.send({ do: 'undo' });
  expect(place.getState().scene).toEqual(at(8));
  place.setState({ scene: null });
  speaker.send({ do: 'undo' });
  expect(place.getState().scene).toEqual(at(8));
  speaker.send({ do: 'undo' });
  speaker.send({ do: 'undo' });
  expect(place.getState().scene).toEqual(at(3));
});

it('what a scene does is asked of it while it is there; anything malformed is asked of nobody', () => {
  const { audience, speaker, inject } = setUp();
  const steps = vi.fn(() => true);
  const stop = audience.perform(steps);
  speaker.send({ do: 'next' });
  speaker.send({ do: 'say', answer: 2 });
  for (const command of [{ do: 'leave' }, { do: 'say', answer: 'x' }, 'next', null])
    inject({ type: 'command', command });
  expect(steps.mock.calls).toEqual([[{ do: 'next' }], [{ do: 'say', answer: 2 }]]);
  stop();
  speaker.send({ do: 'next' });
  expect(steps).toHaveBeenCalledTimes(2);
});

it('the own course goes along while it is gone through', () => {
  const both = setUp();
  const own = { title: 'Mine', scenes: [{ id: 3, breath: 'Count.' }] };
  both.course.put(own);
  expect(shownBy(both)?.own).toBeNull();
  both.place.setState({ scene: { ...at(3), course: 'own' } });
  expect(shownBy(both)?.own).toEqual(own);
});

it('the timing goes on in a window that is loaded again, and can be set to 0', () => {
  const { speaker, openSpeaker, time } = setUp();
  speaker.hello();
  time.now = 61_000;
  speaker.close();
  const again = openSpeaker();
  again.hello();
  expect(again.view.getState().timing).toEqual({
    first: { scene: 3, since: 1000 },
    at: { scene: 3, since: 1000 },
    spent: {},
  });
  again.restart();
  expect(again.view.getState().timing.first).toEqual({ scene: 3, since: 61_000 });
});

it('where the window is blocked the next press shows notes, and one more puts them away', () => {
  const { audience, onBlocked } = setUp();
  const notes = () => {
    audience.openSpeaker();
    return audience.state.getState().notes;
  };
  expect([notes(), notes(), notes(), notes()]).toEqual(['blocked', 'shown', 'off', 'blocked']);
  expect(onBlocked).toHaveBeenCalledTimes(2);
});
