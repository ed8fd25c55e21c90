import { messageOf } from '../../src/core/message-of';
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** A command line that can't be used: one sentence, exit 2. */
export class UsageError extends Error {}

export interface PretrainCommand {
  readonly steps: number;
  readonly seed: number;
  readonly out: string;
}

/** The network of the lab of paths. */
export interface PathsCommand {
  readonly maps: number;
  readonly epochs: number;
  readonly seed: number;
  readonly out: string;
}

/** About two minutes of one core, and about five. */
const STEPS = 4000;
const [MAPS, EPOCHS] = [4000, 40];

export const usage = `npm run pretrain                       trains the network of the neighbours lab, about 2 minutes
npm run pretrain -- --steps N          N steps (${STEPS}); the same N makes the same file
npm run pretrain -- --seed S           seed of the first weights, the batches and the noise (1)
npm run pretrain -- --out FILE.json    another file than public/networks/drawn-compact.json
npm run pretrain -- paths              trains the network of the lab of paths, about 5 minutes
npm run pretrain -- paths --maps N --epochs N --seed S --out FILE.json
                                       on N maps (${MAPS}) for N epochs (${EPOCHS})`;

/** @throws UsageError naming the argument */
export function readArguments(args: readonly string[]): PretrainCommand | PathsCommand | 'help' {
  const [first, ...rest] = args;
  return first === 'paths' ? readPaths(rest) : readDrawn(args);
}

const text = (value: string | number) => ({ type: 'string', default: String(value) }) as const;
const help = { type: 'boolean', short: 'h', default: false } as const;

function readDrawn(args: readonly string[]): PretrainCommand | 'help' {
  const values = parsed(args, {
    ...{ help, steps: text(STEPS), seed: text(1) },
    out: text('public/networks/drawn-compact.json'),
  });
  if (values.help) return 'help';
  return { steps: whole('--steps', values.steps, 1, 1_000_000), ...shared(values) };
}

function readPaths(args: readonly string[]): PathsCommand | 'help' {
  const values = parsed(args, {
    ...{ help, maps: text(MAPS), epochs: text(EPOCHS), seed: text(1) },
    out: text('public/networks/paths-cells.json'),
  });
  if (values.help) return 'help';
  const maps = whole('--maps', values.maps, 70, 1_000_000);
  return { maps, epochs: whole('--epochs', values.epochs, 1, 1000), ...shared(values) };
}

function shared({ seed, out }: { readonly seed: string; readonly out: string }) {
  if (!out.endsWith('.json')) throw new UsageError(`--out must end with .json, not "${out}".`);
  return { seed: whole('--seed', seed, 0, 0xffffffff), out };
}

function parsed<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

function whole(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new UsageError(`${name} must be a whole number from ${min} to ${max}, not "${text}".`);
}
