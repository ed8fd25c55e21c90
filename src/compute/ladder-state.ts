/** Losses after which a device is not trusted again for the rest of the visit. */
export const MAX_LOSSES = 6;
/** A device is faster than own code if it takes less than this share of its time. */
export const CLEARLY = 0.8;

/** What a device goes through in a visit. */
export interface Life {
  /** Nothing is opened before it is asked for; what is given up is never opened again. */
  readonly at: 'cold' | 'opening' | 'open' | 'recovering' | 'given up';
  readonly losses: number;
  /** Why it was lost the last time or given up, or ''. */
  readonly why: string;
  /** It may be chosen automatically, once it is open. */
  readonly eligible: boolean;
}

/** Which device is the fastest of some, until it is settled and then; null is own code. */
export interface Choice<Name> {
  readonly at: 'unasked' | 'opening' | 'timing' | 'settled';
  readonly of: readonly Name[];
  readonly on: Name | null;
}

export interface LadderState<Name extends string> {
  readonly lives: Readonly<Record<Name, Life>>;
  readonly choice: Choice<Name>;
}

type LifeEvent =
  | { readonly type: 'ask' }
  | { readonly type: 'opened'; readonly eligible: boolean }
  | { readonly type: 'refused' | 'lost'; readonly why: string };

export type LadderEvent<Name extends string> =
  | (LifeEvent & { readonly device: Name })
  /** Own code with devices that have been asked for. */
  | { readonly type: 'compare'; readonly of: readonly Name[] }
  /** Milliseconds of the same work. */
  | { readonly type: 'timed'; readonly costs: Readonly<Partial<Record<Name | 'own', number>>> };

export function coldLadder<Name extends string>(names: readonly Name[]): LadderState<Name> {
  const cold: Life = { at: 'cold', losses: 0, why: '', eligible: false };
  const lives = Object.fromEntries(names.map((name) => [name, cold])) as Record<Name, Life>;
  return { lives, choice: { at: 'unasked', of: [], on: null } };
}

/** The state after an event; the same object where the event means nothing in it. */
export function nextState<Name extends string>(
  state: LadderState<Name>,
  event: LadderEvent<Name>,
): LadderState<Name> {
  const { lives, choice } = state;
  if (event.type === 'compare') {
    return choice.at === 'unasked'
      ? weigh({ lives, choice: { ...choice, at: 'opening', of: event.of } })
      : state;
  }
  if (event.type === 'timed') {
    if (choice.at !== 'timing') return state;
    return { lives, choice: { ...choice, at: 'settled', on: fastest(state, event.costs) } };
  }
  const life = nextLife(lives[event.device], event);
  return life === lives[event.device]
    ? state
    : weigh({ lives: { ...lives, [event.device]: life }, choice });
}

function nextLife(life: Life, event: LifeEvent): Life {
  const opens = life.at === 'opening' || life.at === 'recovering';
  switch (event.type) {
    case 'ask':
      return life.at === 'cold' ? { ...life, at: 'opening' } : life;
    case 'opened':
      return opens ? { ...life, at: 'open', eligible: event.eligible } : life;
    case 'refused':
      return opens ? { ...life, at: 'given up', why: event.why } : life;
    case 'lost': {
      if (life.at !== 'open') return life;
      const losses = life.losses + 1;
      const at = losses < MAX_LOSSES ? 'recovering' : 'given up';
      return { ...life, at, losses, why: event.why };
    }
  }
}

/** Devices are compared when each of them is there or given up; without any there is no question. */
function weigh<Name extends string>(state: LadderState<Name>): LadderState<Name> {
  const { lives, choice } = state;
  if (choice.at !== 'opening' && choice.at !== 'timing') return state;
  const awaited = choice.of.some((name) => ['opening', 'recovering'].includes(lives[name].at));
  const at = awaited ? 'opening' : contestants(state).length > 0 ? 'timing' : 'settled';
  return at === choice.at ? state : { lives, choice: { ...choice, at } };
}

/** The devices that are being compared with own code. */
export const contestants = <Name extends string>({ lives, choice }: LadderState<Name>): Name[] =>
  choice.of.filter((name) => lives[name].at === 'open' && lives[name].eligible);

function fastest<Name extends string>(
  state: LadderState<Name>,
  costs: Readonly<Partial<Record<Name | 'own', number>>>,
): Name | null {
  const cost = (name: Name | 'own') => costs[name] ?? Infinity;
  const [best] = contestants(state).sort((a, b) => cost(a) - cost(b));
  return best && cost(best) < CLEARLY * cost('own') ? best : null;
}
