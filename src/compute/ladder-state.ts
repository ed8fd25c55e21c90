/** Losses after which a device is not trusted again for the rest of the visit. */
export const MAX_LOSSES = 6;

interface Known {
  /** Name of its graphics adapter. */
  readonly adapter: string;
  /** It is chosen automatically where it takes less than this share of own code's time; 0: never. */
  readonly share: number;
  readonly losses: number;
  /** Why it was lost the last time, '' before. */
  readonly why: string;
}

/** What a device goes through in a visit. Nothing is opened before it is asked for. */
export type Life =
  | { readonly at: 'cold' }
  | { readonly at: 'opening' }
  | ({ readonly at: 'open' } & Known)
  | ({ readonly at: 'recovering' } & Known)
  | { readonly at: 'given up'; readonly losses: number; readonly why: string };

/** Which device is the fastest of some; null is own code. */
export type Choice<Name> =
  | { readonly at: 'unasked' }
  | { readonly at: 'opening'; readonly of: readonly Name[] }
  | { readonly at: 'timing'; readonly of: readonly Name[] }
  | { readonly at: 'settled'; readonly of: readonly Name[]; readonly on: Name | null };

export interface LadderState<Name extends string> {
  readonly lives: Readonly<Record<Name, Life>>;
  readonly choice: Choice<Name>;
}

export type LifeEvent =
  | { readonly type: 'ask' }
  | { readonly type: 'opened'; readonly adapter: string; readonly share: number }
  | { readonly type: 'refused'; readonly why: string }
  | { readonly type: 'lost'; readonly why: string };

export type LadderEvent<Name extends string> =
  | (LifeEvent & { readonly device: Name })
  | { readonly type: 'compare'; readonly of: readonly Name[] }
  | { readonly type: 'timed'; readonly costs: Costs<Name> };

/** What the same work costs on own code and on devices, in any unit. */
export type Costs<Name extends string> = { readonly own: number } & {
  readonly [Device in Name]?: number;
};

export function coldLadder<Name extends string>(names: readonly Name[]): LadderState<Name> {
  const lives = Object.fromEntries(names.map((name) => [name, { at: 'cold' }]));
  return { lives: lives as Record<Name, Life>, choice: { at: 'unasked' } };
}

/** The state after an event; the same object where the event means nothing in it. */
export function nextState<Name extends string>(
  state: LadderState<Name>,
  event: LadderEvent<Name>,
): LadderState<Name> {
  if (event.type === 'compare') {
    if (state.choice.at !== 'unasked') return state;
    const asked = event.of.map((name) => [name, nextLife(state.lives[name], { type: 'ask' })]);
    const lives = { ...state.lives, ...(Object.fromEntries(asked) as Record<Name, Life>) };
    return weigh({ lives, choice: { at: 'opening', of: event.of } });
  }
  if (event.type === 'timed') {
    if (state.choice.at !== 'timing') return state;
    return {
      ...state,
      choice: { ...state.choice, at: 'settled', on: fastest(state, event.costs) },
    };
  }
  const { device } = event;
  const before = state.lives[device];
  const life = nextLife(before, event);
  if (life === before) return state;
  const lives = { ...state.lives, [device]: life };
  const { choice } = state;
  const another =
    before.at === 'recovering' && life.at === 'open' && life.adapter !== before.adapter;
  const again = another && choice.at === 'settled' && choice.of.includes(device);
  return weigh({ lives, choice: again ? { at: 'opening', of: choice.of } : choice });
}

function nextLife(life: Life, event: LifeEvent): Life {
  const { at } = life;
  switch (event.type) {
    case 'ask':
      return at === 'cold' ? { at: 'opening' } : life;
    case 'opened': {
      const { adapter, share } = event;
      if (at === 'recovering') return { ...life, at: 'open', adapter, share };
      return at === 'opening' ? { at: 'open', adapter, share, losses: 0, why: '' } : life;
    }
    case 'refused':
      if (at === 'cold' || at === 'given up') return life;
      return { at: 'given up', losses: at === 'opening' ? 0 : life.losses, why: event.why };
    case 'lost': {
      if (at !== 'open') return life;
      const [losses, { why }] = [life.losses + 1, event];
      if (losses >= MAX_LOSSES) return { at: 'given up', losses, why };
      return { ...life, at: 'recovering', losses, why };
    }
  }
}

/** Devices are compared when each of them is there or given up; without any there is no question. */
function weigh<Name extends string>(state: LadderState<Name>): LadderState<Name> {
  const { lives, choice } = state;
  if (choice.at !== 'opening' && choice.at !== 'timing') return state;
  const { of } = choice;
  const awaited = of.some((name) => ['opening', 'recovering'].includes(lives[name].at));
  const at = awaited ? 'opening' : contestants(state).length > 0 ? 'timing' : 'settled';
  if (at === choice.at) return state;
  return { lives, choice: at === 'settled' ? { at, of, on: null } : { at, of } };
}

/** The devices that are being compared with own code. */
export function contestants<Name extends string>({ lives, choice }: LadderState<Name>): Name[] {
  if (choice.at === 'unasked') return [];
  return choice.of.filter((name) => {
    const life = lives[name];
    return life.at === 'open' && life.share > 0;
  });
}

function fastest<Name extends string>(state: LadderState<Name>, costs: Costs<Name>): Name | null {
  let best: Name | null = null;
  let least = Infinity;
  for (const name of contestants(state)) {
    const life = state.lives[name];
    const cost: number = costs[name] ?? Infinity;
    if (life.at !== 'open' || !(cost < life.share * costs.own) || cost >= least) continue;
    [best, least] = [name, cost];
  }
  return best;
}
