import type { MachinePart } from '../../charts/machine/layout';
import { formatNumber } from '../../charts/shared/format';

/** What a machine is made of, as far as its words go. */
export interface Machine {
  /** Of the noise; 0 where there is none. */
  readonly scale: number;
  /** Whether a network says it. */
  readonly learned: boolean;
  /** What the gradient comes from where it is not the difference of the two predictions. */
  readonly instead?: string | undefined;
}

/** @param solved what is looked for twice: "the best matching" */
export function machineTitle({ scale, learned }: Machine, solved: string): string {
  const networks = learned ? 'two networks' : 'one network';
  const noise = scale > 0 ? 'noise' : 'no noise';
  return `The whole machine: ${networks}, ${noise}, ${solved} twice, and back`;
}

/** Words on the way back. */
export function backOf({ learned, instead }: Machine): string {
  if (instead !== undefined) return `back by ${instead} instead`;
  return learned ? 'back into both networks' : 'back into the network';
}

const short = (value: number) => formatNumber(value, 2);

/** The ends of some numbers, as they are read. */
export function ends(values: Float64Array): readonly [string, string] {
  const [least, most] = [
    values.reduce((a, b) => Math.min(a, b)),
    values.reduce((a, b) => Math.max(a, b)),
  ];
  return ['from … to', `${short(least)} … ${short(most)}`];
}

/** How loud the noise is, and who says so. */
export const scalePart = ({ scale, learned }: Machine): MachinePart => ({
  title: learned ? 'network σ' : 'σ',
  symbol: 'σ',
  rows: [['noise scale', short(scale)]],
  miniature: { kind: 'text', text: short(scale) },
});
