import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  coldLadder,
  contestants,
  MAX_LOSSES,
  nextState,
  type Choice,
  type LadderEvent,
  type LadderState,
  type Life,
} from './ladder-state';

type Name = 'webgpu' | 'wasm';
type State = LadderState<Name>;
type Event = LadderEvent<Name>;

const known = { adapter: 'A', share: 0.8, losses: 0, why: '' };
const lives = {
  cold: { at: 'cold' },
  opening: { at: 'opening' },
  'open, never lost': { at: 'open', ...known },
  'open, lost twice': { at: 'open', ...known, losses: 2, why: 'It broke.' },
  'open for the last time': { at: 'open', ...known, losses: MAX_LOSSES - 1, why: 'It broke.' },
  recovering: { at: 'recovering', ...known, losses: 3, why: 'It broke.' },
  'given up': { at: 'given up', losses: 0, why: 'There is none.' },
} as const satisfies Record<string, Life>;

const lifeEvents = {
  ask: { type: 'ask', device: 'webgpu' },
  opened: { type: 'opened', device: 'webgpu', adapter: 'A', share: 0.8 },
  refused: { type: 'refused', device: 'webgpu', why: 'There is none.' },
  lost: { type: 'lost', device: 'webgpu', why: 'It is gone.' },
} as const satisfies Record<string, Event>;

/** What becomes of a life; an event that is not named leaves it as it is. */
const lifeTable: Record<keyof typeof lives, Partial<Record<keyof typeof lifeEvents, Life>>> = {
  cold: { ask: { at: 'opening' } },
  opening: {
    opened: { at: 'open', ...known },
    refused: { at: 'given up', losses: 0, why: 'There is none.' },
  },
  'open, never lost': {
    refused: { at: 'given up', losses: 0, why: 'There is none.' },
    lost: { at: 'recovering', ...known, losses: 1, why: 'It is gone.' },
  },
  'open, lost twice': {
    refused: { at: 'given up', losses: 2, why: 'There is none.' },
    lost: { at: 'recovering', ...known, losses: 3, why: 'It is gone.' },
  },
  'open for the last time': {
    refused: { at: 'given up', losses: MAX_LOSSES - 1, why: 'There is none.' },
    lost: { at: 'given up', losses: MAX_LOSSES, why: 'It is gone.' },
  },
  recovering: {
    opened: { at: 'open', ...known, losses: 3, why: 'It broke.' },
    refused: { at: 'given up', losses: 3, why: 'There is none.' },
  },
  'given up': {},
};

const keys = <Key extends string>(table: Record<Key, unknown>) => Object.keys(table) as Key[];

describe('the life of a device', () => {
  const cells = keys(lives).flatMap((at) => keys(lifeEvents).map((type) => [at, type] as const));

  it.each(cells)('%s, when it is %s', (at, type) => {
    const state: State = {
      lives: { ...coldLadder<Name>(['webgpu', 'wasm']).lives, webgpu: lives[at] },
      choice: { at: 'unasked' },
    };
    const after = nextState(state, lifeEvents[type]);
    const expected = lifeTable[at][type];
    if (!expected) expect(after).toBe(state);
    else expect(after).toEqual({ ...state, lives: { ...state.lives, webgpu: expected } });
  });
});

const of: readonly Name[] = ['webgpu', 'wasm'];
const choices = {
  unasked: { at: 'unasked' },
  opening: { at: 'opening', of },
  timing: { at: 'timing', of },
  'settled on own code': { at: 'settled', of, on: null },
  'settled on webgpu': { at: 'settled', of, on: 'webgpu' },
} as const satisfies Record<string, Choice<Name>>;

const open = lives['open, never lost'];
const software = { ...open, share: 0 };
/** The lives that belong to a choice, before the event. */
const livesAt: Record<keyof typeof choices, State['lives']> = {
  unasked: { webgpu: lives.cold, wasm: lives.cold },
  opening: { webgpu: lives.opening, wasm: open },
  timing: { webgpu: open, wasm: open },
  'settled on own code': { webgpu: open, wasm: open },
  'settled on webgpu': { webgpu: open, wasm: open },
};

const choiceEvents = {
  compare: { type: 'compare', of },
  'timed, webgpu clearly faster': { type: 'timed', costs: { own: 10, webgpu: 5, wasm: 7 } },
  'timed, wasm clearly faster': { type: 'timed', costs: { own: 10, webgpu: 7, wasm: 5 } },
  'timed, none clearly faster': { type: 'timed', costs: { own: 10, webgpu: 8, wasm: 9 } },
  'timed without devices': { type: 'timed', costs: { own: 10 } },
  ...lifeEvents,
} as const satisfies Record<string, Event>;

/** What becomes of the choice; an event that is not named leaves it as it is. */
const choiceTable: Record<
  keyof typeof choices,
  Partial<Record<keyof typeof choiceEvents, Choice<Name>>>
> = {
  unasked: { compare: choices.opening },
  opening: { opened: choices.timing, refused: choices.timing },
  timing: {
    'timed, webgpu clearly faster': choices['settled on webgpu'],
    'timed, wasm clearly faster': { at: 'settled', of, on: 'wasm' },
    'timed, none clearly faster': choices['settled on own code'],
    'timed without devices': choices['settled on own code'],
    lost: choices.opening,
  },
  'settled on own code': {},
  'settled on webgpu': {},
};

describe('the choice of the fastest', () => {
  const cells = keys(choices).flatMap((at) =>
    keys(choiceEvents).map((type) => [at, type] as const),
  );

  it.each(cells)('%s, at the event: %s', (at, type) => {
    const state: State = { lives: livesAt[at], choice: choices[at] };
    expect(nextState(state, choiceEvents[type]).choice).toEqual(
      choiceTable[at][type] ?? state.choice,
    );
  });

  it('asks for all that it compares, and for nothing else', () => {
    const cold = coldLadder<Name>(['webgpu', 'wasm']);
    const one = nextState(cold, { type: 'compare', of: ['webgpu'] });
    expect(one.lives).toEqual({ webgpu: lives.opening, wasm: lives.cold });
    const there: State = { ...cold, lives: { webgpu: open, wasm: lives['given up'] } };
    expect(nextState(there, { type: 'compare', of }).choice).toEqual(choices.timing);
  });

  it.each([
    ['all are given up', { webgpu: lives['given up'], wasm: lives.opening }, lifeEvents.refused],
    ['the last is in software', { webgpu: software, wasm: lives.opening }, lifeEvents.refused],
    [
      'the last one is lost for good',
      { webgpu: lives['given up'], wasm: lives['open for the last time'] },
      lifeEvents.lost,
    ],
  ] as const)('is own code when %s', (_, before, event) => {
    const choice = before.wasm.at === 'opening' ? choices.opening : choices.timing;
    const after = nextState<Name>({ lives: before, choice }, { ...event, device: 'wasm' });
    expect(after.choice).toEqual(choices['settled on own code']);
  });

  it('never times or takes what must not be chosen', () => {
    const state: State = { lives: { webgpu: software, wasm: open }, choice: choices.timing };
    expect(contestants(state)).toEqual(['wasm']);
    const costs = { own: 10, webgpu: 1, wasm: 9 };
    expect(nextState(state, { type: 'timed', costs }).choice).toMatchObject({ on: null });
  });

  it('takes a device whatever it costs where its share says so', () => {
    const state: State = {
      lives: { webgpu: { ...open, share: Infinity }, wasm: lives.cold },
      choice: { at: 'timing', of: ['webgpu'] },
    };
    const costs = { own: 1, webgpu: 99 };
    expect(nextState(state, { type: 'timed', costs }).choice).toMatchObject({ on: 'webgpu' });
  });

  it.each(['settled on own code', 'settled on webgpu'] as const)(
    'stays, %s, when a device comes back on the same adapter, and is made anew on another',
    (settled) => {
      const choice = choices[settled];
      const state: State = { lives: { webgpu: lives.recovering, wasm: open }, choice };
      expect(nextState(state, lifeEvents.opened).choice).toBe(choice);
      const other = { ...lifeEvents.opened, adapter: 'B' };
      expect(nextState(state, other).choice).toEqual(choices.timing);
      const apart: State = { ...state, choice: { at: 'settled', of: ['wasm'], on: null } };
      expect(nextState(apart, other).choice).toBe(apart.choice);
    },
  );
});

describe('any course of events', () => {
  const device = fc.constantFrom<Name>('webgpu', 'wasm');
  const adapter = fc.constantFrom('A', 'B');
  const share = fc.constantFrom(0, 0.8, Infinity);
  const cost = fc.integer({ min: 1, max: 20 });
  const event: fc.Arbitrary<Event> = fc.oneof(
    fc.record({ type: fc.constant('ask'), device }),
    fc.record({ type: fc.constant('opened'), device, adapter, share }),
    fc.record({ type: fc.constant('refused'), device, why: fc.constant('no') }),
    fc.record({ type: fc.constant('lost'), device, why: fc.constant('gone') }),
    fc.record({
      type: fc.constant('compare'),
      of: fc.constantFrom<readonly Name[]>(of, ['webgpu']),
    }),
    fc.record({
      type: fc.constant('timed'),
      costs: fc.record({ own: cost, webgpu: cost, wasm: cost }),
    }),
  );
  const lossesOf = (life: Life) => ('losses' in life ? life.losses : 0);

  it('counts losses one by one, never revives a device and times only what is there', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let state = coldLadder<Name>(['webgpu', 'wasm']);
        for (const one of events) {
          const after = nextState(state, one);
          for (const name of of) {
            const [was, is] = [state.lives[name], after.lives[name]];
            const grown = lossesOf(is) - lossesOf(was);
            const lost = one.type === 'lost' && one.device === name && was.at === 'open';
            expect(grown).toBe(lost ? 1 : 0);
            if (was.at === 'given up') expect(is).toBe(was);
            expect(lossesOf(is)).toBeLessThanOrEqual(MAX_LOSSES);
          }
          if (after.choice.at === 'timing') {
            expect(contestants(after).length).toBeGreaterThan(0);
            for (const name of after.choice.of) {
              expect(['open', 'given up']).toContain(after.lives[name].at);
            }
          }
          state = after;
        }
      }),
    );
  });
});
