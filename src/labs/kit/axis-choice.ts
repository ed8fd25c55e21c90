import type { ParamTable } from '../../state/params';

/** What a reader asks of an axis. */
export interface AxisChoice {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** As `readAxis` reads it. */
export const axisText = ({ name, from, to, count }: AxisChoice) =>
  `${name}=${from}..${to}:${count}`;

/** Values that an axis begins with. */
const COUNT = 9;
/** How far it reaches from the default where it is spaced by the logarithm. */
const REACH = 10;

/** A range around the default of a setting, within its bounds. */
export function rangeOf(table: ParamTable, name: string): AxisChoice {
  const param = table[name];
  if (param.kind !== 'number' && param.kind !== 'integer') {
    throw new RangeError(`${name} is no number`);
  }
  const { default: start, min, max, scale } = param;
  if (scale === 'signed-log') {
    const [near, far] = [
      Math.max(min, Math.abs(start) / REACH),
      Math.min(max, Math.abs(start) * REACH),
    ];
    return start < 0
      ? { name, from: -far, to: -near, count: COUNT }
      : { name, from: near, to: far, count: COUNT };
  }
  if (scale === 'log') {
    return {
      name,
      from: Math.max(min, start / REACH),
      to: Math.min(max, start * REACH),
      count: COUNT,
    };
  }
  return { name, from: min, to: Math.min(max, min + COUNT - 1), count: COUNT };
}
