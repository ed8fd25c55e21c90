import { formatFixed, formatList } from '../shared/format';
import { crossingsOf, namesOf, placeIn, rankingAt, readAt, type RankingLinesData } from './data';

/** Says how the labels are ranked where it is read, where the watched one changes places, and how often it is right. */
export function describeRankingLines(data: RankingLinesData): string {
  const { labels, watched, x, places, examples, axis } = data;
  const ranking = rankingAt(data, x);
  const name = labels[watched];
  const crossed = crossingsOf(data).map(
    ({ label, x: at }) => `${labels[label]} at ${formatFixed(at, axis.digits)}`,
  );
  const right = examples.filter(
    (example) => placeIn(data, example.ranking) === placeIn(data, example.predicted),
  ).length;
  return [
    `At ${readAt(data, x)} the scores rank ${formatList(namesOf(data, ranking))}.`,
    `${name} is in place ${placeIn(data, ranking)}; under noise it is in place ${formatFixed(places[watched], 2)} on average.`,
    crossed.length > 0
      ? `Its line crosses those of ${formatList(crossed)}.`
      : 'Its line crosses no other.',
    `${right} of ${examples.length} examples have it in the place that the scores give it.`,
  ].join(' ');
}
