import { formatList, formatPercent, ordinal } from '../shared/format';
import { nameOf } from '../thumbnails/describe';
import type { NeighbourMark, NeighboursData } from './layout';

/** Candidates that are told of. */
const TOLD = 6;

/** The query, whom it has for neighbours and how often, and what the images under the map show. */
export function describeNeighbours({ query, marks, k, strip }: NeighboursData): string {
  if (!query) return 'No query has been shown to the network yet.';
  const chosen = [...marks].filter(({ share }) => share > 0).sort((a, b) => b.share - a.share);
  const told = chosen
    .slice(0, TOLD)
    .map((mark) => `${nameOf(mark.item)}, in ${formatPercent(mark.share)}`);
  const sentences = [
    `The query is ${nameOf(query)}. ${marks.length} candidates lie around it, each in its direction and at its distance; a ring marks the ${ordinal(k)} nearest.`,
    ...(told.length > 0
      ? [`Of the draws of the noise these are among the ${k} nearest: ${told.join('; ')}.`]
      : []),
    ...gained(marks),
    ...strip
      .slice(1)
      .map(({ title, items, empty }) =>
        items.length === 0
          ? `${empty ?? title}.`
          : `${title}: ${items.map(({ label, verdict }) => (verdict ? `${label} ${verdict}` : label)).join(', ')}.`,
      ),
  ];
  return sentences.join(' ');
}

/** Whom the loss lets in most. */
function gained(marks: readonly NeighbourMark[]): string[] {
  const rise = ({ share, pulled }: NeighbourMark) => (pulled ?? share) - share;
  const most = marks
    .filter((mark) => rise(mark) >= 0.02)
    .sort((a, b) => rise(b) - rise(a))
    .slice(0, 3);
  if (most.length === 0) return [];
  const told = most.map(
    (mark) =>
      `${mark.item.name} from ${formatPercent(mark.share)} to ${formatPercent(mark.pulled ?? 0)}`,
  );
  return [`The loss raises ${formatList(told)}.`];
}
