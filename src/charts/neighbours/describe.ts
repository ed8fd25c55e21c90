import { nameOf } from '../thumbnails/describe';
import type { NeighboursData } from './layout';

/** The query, and what is right and wrong in every row. */
export function describeNeighbours({ query, rows }: NeighboursData): string {
  if (!query) return 'No query has been shown to the network yet.';
  const sentences = [`The query is ${nameOf(query)}.`];
  for (const { title, items, empty } of rows) {
    if (items.length === 0) {
      sentences.push(`${title}: ${empty ?? 'nothing'}.`);
      continue;
    }
    const right = items.filter(({ verdict }) => verdict === 'right').length;
    const judged = items.some(({ verdict }) => verdict);
    const told = judged ? `${right} of ${items.length} right` : `${items.length} images`;
    sentences.push(`${title}: ${told}, ${items.map(({ label }) => label).join(', ')}.`);
  }
  return sentences.join(' ');
}
