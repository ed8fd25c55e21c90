import type { GibbsTable } from '../../../laws/gibbs-table';

/**
 * Probabilities of drawing a set T without replacement, and of drawing parts of it where the others were
 * never there: h(rest) = P(the rest comes first, in any order, the others of T taken away), by
 *
 *   h(rest) = sum over i in rest of p_i h(rest without i) / (p outside of T + p of the rest),
 *
 * over the parts of T, in logarithms: neither small nor nearly certain sets lose digits.
 */
export interface SetLaw {
  /** Takes the law of a set of different structures. */
  take(law: GibbsTable, members: Int32Array): void;
  /** P(T). */
  probability(): number;
  /** p_y R(T, y) of member j, R = h(T without y)/h(T). */
  share(j: number): number;
  /** p_i R(T, i) where member j was never there: 1/p_j of it is j's own. */
  shareWithout(j: number, i: number): number;
}

export function createSetLaw(size: number): SetLaw {
  const full = (1 << size) - 1;
  /** By the bits of the rest. */
  const h = new Float64Array(full + 1);
  const logs = new Float64Array(size);
  /** p_i h(of)/h(to), 0 where it is the chance of what cannot be drawn. */
  const weighed = (i: number, of: number, to: number) =>
    h[of] === -Infinity || h[to] === -Infinity ? 0 : Math.exp(logs[i] + (h[of] - h[to]));

  function chanceOf(rest: number, outside: number): number {
    const total = { largest: outside, sum: 1 };
    const chance = { largest: -Infinity, sum: 0 };
    for (let i = 0; i < size; i++) {
      if ((rest & (1 << i)) === 0) continue;
      addLog(total, logs[i]);
      addLog(chance, logs[i] + h[rest & ~(1 << i)]);
    }
    return chance.largest === -Infinity ? -Infinity : valueOf(chance) - valueOf(total);
  }

  return {
    take({ logProbabilities }, members) {
      for (let j = 0; j < size; j++) logs[j] = logProbabilities[members[j]];
      const outside = { largest: -Infinity, sum: 0 };
      logProbabilities.forEach((log, s) => {
        if (!members.includes(s)) addLog(outside, log);
      });
      h[0] = 0;
      for (let rest = 1; rest <= full; rest++) h[rest] = chanceOf(rest, valueOf(outside));
    },
    probability: () => Math.exp(h[full]),
    share: (j) => weighed(j, full & ~(1 << j), full),
    shareWithout(j, i) {
      const without = full & ~(1 << j);
      return i === j ? Math.exp(logs[j]) : weighed(i, without & ~(1 << i), without);
    },
  };
}

/** A sum of exponentials as exp(largest) * sum. */
interface LogSum {
  largest: number;
  sum: number;
}

const valueOf = ({ largest, sum }: LogSum) => largest + Math.log(sum);

function addLog(total: LogSum, log: number): void {
  if (log === -Infinity) return;
  if (log > total.largest) {
    total.sum = total.largest === -Infinity ? 1 : 1 + total.sum * Math.exp(total.largest - log);
    total.largest = log;
  } else total.sum += Math.exp(log - total.largest);
}
