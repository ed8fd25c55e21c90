import { expect, it } from 'vitest';
import { createChannel, type Channel, type Transport } from './channel';
import { follow, readAsked, readTold, stepBack, type Asked, type Told } from './exchange';

const at = { id: 3, asks: true, said: null, course: null };
const shown = { at, blank: false, own: null };

it('messages of the one window are none of the other, and any other data are none', () => {
  const told: Told = { type: 'shown', shown };
  const asked: Asked = { type: 'command', command: { do: 'jump', scene: 4 } };
  expect(readTold(told)).toEqual(told);
  expect(readAsked(asked)).toEqual(asked);
  expect(readTold(asked)).toBeNull();
  expect(readAsked(told)).toBeNull();
  for (const data of [null, 7, 'next', [], {}, { type: 'shown' }, { type: 'constructor' }]) {
    expect(readTold(data)).toBeNull();
    expect(readAsked(data)).toBeNull();
  }
});

it.each([
  { do: 'leave' },
  { do: 'jump' },
  { do: 'jump', scene: 0 },
  { do: 'jump', scene: '3' },
  { do: 'say', answer: 1.5 },
  { do: 'say', answer: 1e9 },
  'next',
  null,
])('%j is no command', (command) => {
  expect(readAsked({ type: 'command', command })).toBeNull();
});

it.each([
  { ...shown, at: { ...at, id: -1 } },
  { ...shown, at: { ...at, course: 5 } },
  { ...shown, blank: 'no' },
  { ...shown, own: { title: 'Mine', scenes: [] } },
  { blank: false },
])('%j is nothing that can be shown', (state) => {
  expect(readTold({ type: 'shown', shown: state })).toBeNull();
});

it('the trail holds each step once, and leads back by one', () => {
  const said = { ...at, said: 2 };
  const trail = [at, at, said, null, said].reduce(follow, []);
  expect(trail).toEqual([at, said]);
  expect(stepBack(trail, said)).toEqual([at]);
  // outside of the lecture the last step is the one before
  expect(stepBack(trail, null)).toEqual(trail);
  expect(stepBack([at], at)).toEqual([at]);
  expect(stepBack([], null)).toEqual([]);
  expect(
    Array.from({ length: 300 }, (_, i) => ({ ...at, id: i + 1 })).reduce(follow, []),
  ).toHaveLength(100);
});

/** Two ends, a wire that can be cut, and the tasks that wait for their time. */
function setUp() {
  const listeners: ((data: unknown) => void)[][] = [[], []];
  const wire = { cut: false };
  const end = (mine: number): Transport => ({
    post: (data) => {
      if (!wire.cut) listeners[1 - mine].forEach((listener) => listener(structuredClone(data)));
    },
    onData: (listener) => void listeners[mine].push(listener),
    close: () => void listeners[mine].splice(0),
  });
  const tasks = new Set<() => void>();
  const later = (_: number, task: () => void) => {
    tasks.add(task);
    return () => void tasks.delete(task);
  };
  const heard: Told[] = [];
  const audience: Channel<Told> = createChannel<Asked, Told>({
    transport: end(0),
    read: readAsked,
    later,
    onMessage: ({ type }) => {
      if (type === 'hello') audience.ask({ type: 'shown', shown });
    },
  });
  const speaker: Channel<Asked> = createChannel<Told, Asked>({
    transport: end(1),
    read: readTold,
    later,
    onMessage: (message) => {
      heard.push(message);
      if (message.type === 'shown') speaker.tell({ type: 'heard' });
    },
  });
  const pass = () => [...tasks].forEach((task) => task());
  const contacts = () => [audience.contact.getState(), speaker.contact.getState()];
  return { audience, speaker, wire, heard, tasks, pass, contacts };
}

it('two windows find each other, whichever speaks first', () => {
  const { speaker, heard, contacts, tasks } = setUp();
  speaker.ask({ type: 'hello' });
  expect(heard).toEqual([{ type: 'shown', shown }]);
  expect(contacts()).toEqual(['here', 'here']);
  expect(tasks.size).toBe(0);
  const other = setUp();
  other.audience.ask({ type: 'shown', shown });
  expect(other.contacts()).toEqual(['here', 'here']);
});

it('a window that says goodbye is lost, and found again when it comes back', () => {
  const { audience, speaker, contacts } = setUp();
  speaker.ask({ type: 'hello' });
  speaker.tell({ type: 'gone' });
  expect(contacts()).toEqual(['lost', 'here']);
  speaker.ask({ type: 'hello' });
  audience.tell({ type: 'gone' });
  expect(contacts()).toEqual(['here', 'lost']);
});

it('a window that does not answer is lost; one that never was there is not', () => {
  const { audience, speaker, wire, pass, contacts, tasks } = setUp();
  wire.cut = true;
  audience.ask({ type: 'shown', shown });
  pass();
  expect(contacts()).toEqual(['none', 'none']);
  wire.cut = false;
  speaker.ask({ type: 'hello' });
  wire.cut = true;
  audience.ask({ type: 'shown', shown });
  audience.ask({ type: 'shown', shown });
  expect(tasks.size).toBe(1);
  pass();
  expect(contacts()).toEqual(['lost', 'here']);
});

it('a closed end hears nothing and waits for nothing', () => {
  const { audience, speaker, heard, tasks } = setUp();
  speaker.ask({ type: 'hello' });
  speaker.close();
  audience.ask({ type: 'shown', shown });
  expect(heard).toHaveLength(1);
  audience.close();
  expect(tasks.size).toBe(0);
});
