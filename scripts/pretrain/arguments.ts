import { messageOf } from '../../src/core/message-of';
import { parseArgs } from 'node:util';

/** A command line that can't be used: one sentence, exit 2. */
export class UsageError extends Error {}

export interface PretrainCommand {
  readonly steps: number;
  readonly seed: number;
  readonly out: string;
}

/** About two minutes of one core. */
const STEPS = 4000;

export const usage = `npm run pretrain                       trains the network that comes with the page, about 2 minutes
npm run pretrain -- --steps N          N steps (${STEPS}); the same N makes the same file
npm run pretrain -- --seed S           seed of the first weights, the batches and the noise (1)
npm run pretrain -- --out FILE.json    another file than public/networks/drawn-compact.json`;

/** @throws UsageError naming the argument */
export function readArguments(args: readonly string[]): PretrainCommand | 'help' {
  const { help, steps, seed, out } = parsed(args);
  if (help) return 'help';
  if (!out.endsWith('.json')) throw new UsageError(`--out must end with .json, not "${out}".`);
  return {
    steps: whole('--steps', steps, 1, 1_000_000),
    seed: whole('--seed', seed, 0, 0xffffffff),
    out,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        steps: { type: 'string', default: String(STEPS) },
        seed: { type: 'string', default: '1' },
        out: { type: 'string', default: 'public/networks/drawn-compact.json' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

function whole(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new UsageError(`${name} must be a whole number from ${min} to ${max}, not "${text}".`);
}
