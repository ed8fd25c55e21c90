import type { GibbsTable } from '../../../laws/gibbs-table';

/** Writes the most probable structures of the law to out, as many as it has room for, ties by number. */
export function mostProbable({ logProbabilities }: GibbsTable, out: Int32Array): void {
  const order = Array.from(logProbabilities, (_, s) => s);
  // sorting is stable; -Infinity less itself is no number
  order.sort((a, b) =>
    logProbabilities[a] === logProbabilities[b] ? 0 : logProbabilities[b] - logProbabilities[a],
  );
  for (let c = 0; c < out.length; c++) out[c] = order[c];
}
