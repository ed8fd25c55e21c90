import { useMemo } from 'react';
import { describeSeries } from '../../../charts/series/describe';
import type { SeriesData } from '../../../charts/series/layout';
import { SeriesChart } from '../../../charts/series/SeriesChart';
import { Figure } from '../../../ui/figure/Figure';
import type { SetInfo } from '../compute/protocol';
import { percent, seriesTable } from '../../kit/run-figure';
import { useRunSource } from '../../kit/training-hooks';
import { useKnnValues, useLook, useQuery, useSetOf } from '../context';
import { entriesOf, type Entries, type ShownQuery } from '../model';
import { className } from './thumbnails';

/** How often the candidates about the k-th place are among the nearest, as sigma grows. */
export function EntriesFigure() {
  const shown = useQuery();
  const { k } = useKnnValues();
  const counted = useLook('entries');
  const view = shown?.view ?? null;
  const open = useSetOf(view?.run);
  // an answer about the query before is none about this one
  const current = counted?.request.distances === view?.distances ? counted : null;
  const entries = useMemo(() => current && entriesOf(current), [current]);
  const source = useRunSource(view?.run ?? null);
  const data = useMemo(
    () => seriesData(entries, shown, open),
    // the curves are over all noise scales: they do not move with sigma
    [entries, shown?.view, shown?.scale, open], // eslint-disable-line react-hooks/exhaustive-deps
  );
  return (
    <Figure
      id="entries"
      title="Noise lets candidates in that are not quite near enough"
      sentence={`How often candidates about place ${k} are among the ${k} nearest, in y* thick, in y*(ε) thin; the noise is frozen, so they change places one at a time.`}
      description={describeSeries(data)}
      source={source}
      table={() => seriesTable(data)}
      height={260}
    >
      {(frame) => <SeriesChart {...data} {...frame} />}
    </Figure>
  );
}

function seriesData(
  entries: Entries | null,
  shown: ShownQuery | null,
  set: SetInfo | null,
): SeriesData {
  const base = {
    stepLabel: 'noise scale σ',
    valueLabel: 'among the nearest, %',
    valueScale: 'linear',
    stepScale: 'log',
    bounds: [0, 100],
  } as const;
  if (!entries || !shown || !set) return { ...base, series: [] };
  const { view, scale, right } = shown;
  const { scales } = entries;
  return {
    ...base,
    stepBounds: [scales[0], scales[scales.length - 1]],
    series: entries.candidates.flatMap((c, i) => {
      const verdict = right ? (right[c] ? ' ✓' : ' ✗') : '';
      const label = `${className(set, view.labels[c])}${verdict} (${view.numbers[c]})`;
      const line = { id: String(c), label, category: i, steps: scales };
      const augmented = entries.augmentedShares?.[i];
      return [
        { ...line, values: percent(entries.shares[i]) },
        ...(augmented
          ? [
              {
                ...line,
                id: `${c} augmented`,
                label: `${label} in y*(ε)`,
                values: percent(augmented),
                thin: true,
              },
            ]
          : []),
      ];
    }),
    events: scale > 0 ? [{ step: scale, label: 'σ of this query' }] : [],
  };
}
