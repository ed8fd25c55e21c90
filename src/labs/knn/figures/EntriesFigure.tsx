import { useMemo, useState } from 'react';
import { describeSeries } from '../../../charts/series/describe';
import type { SeriesData } from '../../../charts/series/layout';
import { SeriesChart } from '../../../charts/series/SeriesChart';
import { formatNumber } from '../../../charts/shared/format';
import { Figure } from '../../../ui/figure/Figure';
import type { SetInfo } from '../compute/protocol';
import { percent, seriesTable } from '../../kit/run-figure';
import { useRunSource } from '../../kit/training-hooks';
import { useKnn, useKnnValues, useLook, useQuery, useSetOf } from '../context';
import { isRelaxed } from '../experiment/spec';
import { entriesOf, type Entries, type ShownQuery } from '../model';
import { identified } from '../identities';
import type { Looks } from '../results';
import { scaleDrag } from './sigma-drag';
import { className, picturesOf } from './thumbnails';

/** How often the candidates about the k-th place are among the nearest, as sigma grows. */
export function EntriesFigure() {
  const shown = useQuery();
  const { store } = useKnn();
  const { k, sigma } = useKnnValues();
  const counted = useLook('entries');
  const view = shown?.view ?? null;
  const open = useSetOf(view?.run);
  // an answer about the query before is none about this one
  const current = counted?.request.distances === view?.distances ? counted : null;
  const entries = useMemo(() => current && entriesOf(current), [current]);
  const categories = useCategories(view, entries);
  const source = useRunSource(view?.run ?? null);
  const data = useMemo(
    () => seriesData(entries, shown, open, categories),
    // the curves are over all noise scales: they do not move with sigma
    [entries, shown?.view, shown?.scale, open, categories], // eslint-disable-line react-hooks/exhaustive-deps
  );
  // the noise of a relaxation has a scale of its own
  const set = data.flag && view && !isRelaxed(view.run.setup.method) ? data.flag : null;
  const drag = set ? scaleDrag(store, sigma, set.step) : undefined;
  return (
    <Figure
      id="entries"
      title="Noise lets candidates in that are not quite near enough"
      sentence={`How often candidates about place ${k} are among the ${k} nearest, in y* thick, in y*(ε) thin. The noise is frozen, so they change places one at a time; drag its flag.`}
      description={describeSeries(data)}
      source={source}
      table={() => seriesTable(data)}
      height={260}
    >
      {(frame) => <SeriesChart {...data} {...frame} drag={drag} />}
    </Figure>
  );
}

/** A candidate looks the same as long as the figure is there, whatever its rank. */
function useCategories(view: Looks['query'], entries: Entries | null) {
  const [known, setKnown] = useState<ReadonlyMap<number, number>>(NOBODY);
  const numbers = view && entries ? entries.candidates.map((c) => view.numbers[c]) : [];
  if (numbers.every((number) => known.has(number))) return known;
  const all = identified(known, numbers);
  setKnown(all);
  return all;
}

const NOBODY: ReadonlyMap<number, number> = new Map();

function seriesData(
  entries: Entries | null,
  shown: ShownQuery | null,
  set: SetInfo | null,
  categories: ReadonlyMap<number, number>,
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
  const pictures = picturesOf(view.images, set);
  return {
    ...base,
    stepBounds: [scales[0], scales[scales.length - 1]],
    series: entries.candidates.flatMap((c, i) => {
      const sign = right ? (right[c] ? ' ✓' : ' ✗') : '';
      const label = `${className(set, view.labels[c])}${sign} (${view.numbers[c] + 1})`;
      const verdict = right ? (right[c] ? 'right' : 'wrong') : undefined;
      const picture = { ...pictures[c], verdict } as const;
      const category = categories.get(view.numbers[c]) ?? 0;
      const line = { id: String(c), label, category, steps: scales };
      const augmented = entries.augmentedShares?.[i];
      return [
        { ...line, picture, values: percent(entries.shares[i]) },
        ...(augmented
          ? [
              {
                ...line,
                id: `${c} augmented`,
                label: `${label} in y*(ε)`,
                values: percent(augmented),
                // of the same ink and dash as the one with the image
                tag: '',
                thin: true,
              },
            ]
          : []),
      ];
    }),
    ...(scale > 0 && { flag: noiseFlag(scale) }),
  };
}

const noiseFlag = (scale: number): NonNullable<SeriesData['flag']> => ({
  ...{ step: scale, text: `noise ${formatNumber(scale, 2)}` },
  ...{ of: 'noise', name: 'Noise: its scale' },
});
