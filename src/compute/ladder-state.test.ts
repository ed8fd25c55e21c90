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

const never = { losses: 0, why: '', eligible: false };
const real = { losses: 0, why: '', eligible: true };
const lives = {
  cold: { at: 'cold', ...never },
  opening: { at: 'opening', ...never },
  'open, never lost': { at: 'open', ...real },
  'open, lost twice': { at: 'open', ...real, losses: 2, why: 'It broke.' },
  'open for the last time': { at: 'open', ...real, losses: MAX_LOSSES - 1, why: 'It broke.' },
  recovering: { at: 'recovering', ...real, losses: 3, why: 'It broke.' },
  'given up': { at: 'given up', ...never, why: 'There is none.' },
} as const satisfies Record<string, Life>;

const lifeEvents = {
  ask: { type: 'ask', device: 'webgpu' },
  opened: { type: 'opened', device: 'webgpu', eligible: true },
  refused: { type: 'refused', device: 'webgpu', why: 'There is none.' },
  lost: { type: 'lost', device: 'webgpu', why: 'It is gone.' },
} as const satisfies Record<string, Event>;

/** What becomes of a life; an event that is not named leaves it as it is. */
const lifeTable: Record<keyof typeof lives, Partial<Record<keyof typeof lifeEvents, Life>>> = {
  cold: { ask: lives.opening },
  opening: {
    opened: lives['open, never lost'],
    refused: lives['given up'],
  },
  'open, never lost': {
    lost: { at: 'recovering', ...real, losses: 1, why: 'It is gone.' },
  },
  'open, lost twice': {
    lost: { at: 'recovering', ...real, losses: 3, why: 'It is gone.' },
  },
  'open for the last time': {
    lost: { at: 'given up', ...real, losses: MAX_LOSSES, why: 'It is gone.' },
  },
  recovering: {
    opened: { at: 'open', ...real, losses: 3, why: 'It broke.' },
    refused: { at: 'given up', ...real, losses: 3, why: 'There is none.' },
  },
  'given up': {},
};

const of: readonly Name[] = ['webgpu', 'wasm'];
const choices = {
  unasked: { at: 'unasked', of: [], on: null },
  opening: { at: 'opening', of, on: null },
  timing: { at: 'timing', of, on: null },
  'settled on own code': { at: 'settled', of, on: null },
  'settled on webgpu': { at: 'settled', of, on: 'webgpu' },
} as const satisfies Record<string, Choice<Name>>;

const keys = <Key extends string>(table: Record<Key, unknown>) => Object.keys(table) as Key[];

describe('the life of a device', () => {
  const cells = keys(lives).flatMap((at) => keys(lifeEvents).map((type) => [at, type] as const));

  it.each(cells)('%s, when it is %s', (at, type) => {
    const state: State = {
      lives: { ...coldLadder<Name>(['webgpu', 'wasm']).lives, webgpu: lives[at] },
      choice: choices.unasked,
    };
    const after = nextState(state, lifeEvents[type]);
    const expected = lifeTable[at][type];
    if (!expected) expect(after).toBe(state);
    else expect(after).toEqual({ ...state, lives: { ...state.lives, webgpu: expected } });
  });
});

const open = lives['open, never lost'];
const software = { ...open, eligible: false };
/** The lives that belong to a choice, before the event. */
const livesAt: Record<keyof typeof choices, State['lives']> = {
  unasked: { webgpu: lives.opening, wasm: lives.opening },
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

  it('is a question at once where all devices are there or given up', () => {
    const state: State = {
      lives: { webgpu: open, wasm: lives['given up'] },
      choice: choices.unasked,
    };
    expect(nextState(state, { type: 'compare', of }).choice).toEqual(choices.timing);
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

  it('stays when a device is lost and comes back, or does not', () => {
    for (const settled of ['settled on own code', 'settled on webgpu'] as const) {
      let state: State = { lives: { webgpu: open, wasm: open }, choice: choices[settled] };
      for (const type of ['lost', 'opened', 'lost', 'refused'] as const) {
        state = nextState(state, lifeEvents[type]);
        expect(state.choice).toBe(choices[settled]);
      }
    }
  });
});

describe('any course of events', () => {
  const device = fc.constantFrom<Name>('webgpu', 'wasm');
  const eligible = fc.boolean();
  const cost = fc.integer({ min: 1, max: 20 });
  const event: fc.Arbitrary<Event> = fc.oneof(
    fc.record({ type: fc.constant('ask'), device }),
    fc.record({ type: fc.constant('opened'), device, eligible }),
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

  it('counts losses one by one, never revives a device and times only what is there', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let state = coldLadder<Name>(['webgpu', 'wasm']);
        for (const one of events) {
          const after = nextState(state, one);
          for (const name of of) {
            const [was, is] = [state.lives[name], after.lives[name]];
            const grown = is.losses - was.losses;
            const lost = one.type === 'lost' && one.device === name && was.at === 'open';
            expect(grown).toBe(lost ? 1 : 0);
            if (was.at === 'given up') expect(is).toBe(was);
            expect(is.losses).toBeLessThanOrEqual(MAX_LOSSES);
          }
          if (after.choice.at === 'timing') {
            expect(contestants(after).length).toBeGreaterThan(0);
            for (const name of after.choice.of) {
              expect(['opening', 'recovering']).not.toContain(after.lives[name].at);
            }
          }
          state = after;
        }
      }),
    );
  });
});
