import { formatList } from '../shared/format';
import type { ThumbnailItem, ThumbnailRowData } from './layout';

/** "candidate 12, a 7, right". */
export function nameOf({ name, label, verdict }: ThumbnailItem): string {
  return [name, `${/^[aeiou8]/i.test(label) ? 'an' : 'a'} ${label}`, ...(verdict ? [verdict] : [])]
    .filter(Boolean)
    .join(', ');
}

/** How many images there are, how many of them are right, and which classes they show. */
export function describeThumbnails({ items, title }: ThumbnailRowData): string {
  if (items.length === 0) return `${title}: no images yet, nothing has been chosen.`;
  const counts = new Map<string, number>();
  for (const { label } of items) counts.set(label, (counts.get(label) ?? 0) + 1);
  const told = [...counts].sort((a, b) => b[1] - a[1]).map(([label, n]) => `${n} of ${label}`);
  const sentences = [
    `${title}: ${items.length} image${items.length === 1 ? '' : 's'}, ${formatList(told)}.`,
  ];
  const judged = items.filter(({ verdict }) => verdict).length;
  const right = items.filter(({ verdict }) => verdict === 'right').length;
  if (judged) sentences.push(`${right} of ${judged} are right.`);
  return sentences.join(' ');
}
