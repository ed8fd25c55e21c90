import {
  boolean,
  choice,
  choices,
  integer,
  number,
  text,
  type Option,
  type ParamClass,
} from '../../state/params';

/*
 * Parameters that every lab means the same thing by. Their bounds stand in links: a value beyond them is
 * clamped there.
 */

/** The noise scale sigma. */
export const sigmaParam = (own: { readonly default: number; readonly help: string }) =>
  number({
    label: 'Noise scale',
    symbol: 'σ',
    min: 0.01,
    max: 100,
    scale: 'log',
    class: 'live',
    describe: (value) => `sigma ${value}`,
    ...own,
  });

/** What it is called where a network gives sigma(x): a factor on that; elsewhere as the table has it. */
export const sigmaLabel = (learned: boolean): string | undefined =>
  learned ? 'Factor on σ(x)' : undefined;

/** The loss weight epsilon, of either sign. */
export const epsilonParam = (own: {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly help: string;
}) =>
  number({
    label: 'Loss weight',
    symbol: 'ε',
    scale: 'signed-log',
    class: 'live',
    describe: (value) => `epsilon ${value < 0 ? 'minus ' : ''}${Math.abs(value)}`,
    ...own,
  });

/** The seed of all that is random in a lab. */
export const seedParam = (own: { readonly class: ParamClass; readonly help: string }) =>
  integer({ label: 'Seed', default: 1, min: 0, max: 0xffffffff, ...own });

/** The method of a training, and others to compare it with. */
export function methodParams<Variant extends string>(own: {
  readonly default: NoInfer<Variant>;
  /** All of them, in their order. */
  readonly methods: Readonly<Record<Variant, { readonly label: string }>>;
  /** What is estimated: "How the gradient of ... is estimated." */
  readonly help: string;
  /** What they share: "trained in step with the first on the same ..." */
  readonly shared: string;
}) {
  const { methods, help } = own;
  const options = (Object.keys(methods) as Variant[]).map((value): Option<Variant> => ({
    value,
    label: methods[value].label,
  }));
  return {
    method: choice({ label: 'Method', default: own.default, options, class: 'restart', help }),
    compare: choices({
      label: 'Compare with',
      default: [],
      options,
      class: 'restart',
      help: `Other methods, trained in step with the first on the same ${own.shared}.`,
    }),
  };
}

/** Noise samples per instance and step. */
export const samplesParam = (own: { readonly default: number; readonly help: string }) =>
  integer({ label: 'Noise samples', symbol: 'N', min: 1, max: 10, class: 'live', ...own });

/** Whether the loss weight grows where no gradient is left. */
export const growParam = (own: { readonly help: string }) =>
  boolean({ label: 'Let ε grow', default: true, class: 'live', ...own });

/** A learning rate. */
export const rateParam = (own: {
  readonly label?: string;
  readonly default: number;
  readonly min?: number;
  readonly max: number;
  readonly help: string;
}) => number({ label: 'Learning rate', min: 1e-6, scale: 'log', class: 'live', ...own });

/** The learning rate of the network that gives the noise scale. */
export const sigmaRateParam = (own: { readonly default: number; readonly help: string }) =>
  rateParam({ label: 'Learning rate of σ(x)', min: 1e-9, max: 1e3, ...own });

/** When a run ends. */
export const maxStepsParam = (own: { readonly default: number; readonly max: number }) =>
  integer({
    label: 'Steps at most',
    min: 10,
    scale: 'log',
    class: 'live',
    help: 'A run stops after this many steps.',
    ...own,
  });

/** What the map of noise scale and loss weight at the present weights shows. */
export const snapshotParam = (parts: string) =>
  choice({
    label: 'Colours of the map',
    default: 'cosine',
    options: [
      { value: 'cosine', label: 'Cosine' },
      { value: 'differ', label: 'Differ' },
      { value: 'norm', label: 'Length' },
      { value: 'slope', label: 'σ slope' },
      { value: 'right', label: 'Right' },
      { value: 'rightAugmented', label: 'Right, y*(ε)' },
    ],
    class: 'live',
    help: `What the map of σ and ε shows of a step: its cosine with the gradient, the ${parts} that differ, its length, how far off the slope of σ is, or how many ${parts} are right.`,
  });

const networkOptions = [
  { value: 'auto', label: 'The fastest' },
  { value: 'own', label: 'Own code (CPU)' },
  { value: 'webgpu', label: 'tfjs on WebGPU' },
  { value: 'wasm', label: 'tfjs on WebAssembly' },
] as const;

/** What networks run on. */
const networksParam = <Value extends string>(options: readonly Option<Value | 'auto'>[]) =>
  choice({
    label: 'Networks run on',
    default: 'auto',
    options,
    class: 'live',
    help: 'The same gradients on all of them, up to rounding.',
  });

/** The same where own code trains on a graphics device too. */
export const gpuNetworksParam = networksParam([
  ...networkOptions.slice(0, 2),
  { value: 'gpu', label: 'Own code (WebGPU)' },
  ...networkOptions.slice(2),
]);

/** Which two settings a sweep is of, and which quantity its colours show; '' for those that a lab begins with. */
export const sweepParam = text({
  label: 'Sweep',
  default: '',
  form: /^(\w+=[-\w.,:]+~\w+=[-\w.,:]+(~\w+)?)?$/,
  most: 160,
  must: 'two axes such as sigma=0.1..10:9~k=1,2',
  class: 'live',
  help: 'Which two settings are swept.',
});

/** How fast a training goes, and on what. */
export const paceParams = {
  speed: choice({
    label: 'Speed',
    default: 'full',
    options: [
      { value: 'easy', label: 'Slow, then faster' },
      { value: '1', label: '1 step/s' },
      { value: '5', label: '5 steps/s' },
      { value: '20', label: '20 steps/s' },
      { value: 'full', label: 'Full speed' },
    ],
    class: 'live',
    help: 'How fast training goes. Slow at first, to be watched: after five seconds its pace doubles every second.',
  }),
  networks: networksParam(networkOptions),
};

/** Where a lab that trains starts: a training that nobody has set up is there to be watched. */
export const watchedPace = { speed: 'easy' } as const;

/** Steps per second of a training that is watched, how long its pace stays so, and how high it gets. */
const EASY = { pace: 10, milliseconds: 5000, most: 2000 };

/**
 * Steps per second of a choice of speed.
 * @param played milliseconds since the training began to play
 */
export function stepsPerSecond(speed: string, played: number): number {
  if (speed === 'full') return Infinity;
  if (speed !== 'easy') return Number(speed);
  const pace = EASY.pace * 2 ** Math.max(0, (played - EASY.milliseconds) / 1000);
  return pace < EASY.most ? pace : Infinity;
}
