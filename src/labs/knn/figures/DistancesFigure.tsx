import { useMemo } from 'react';
import { describeDistances } from '../../../charts/distances/describe';
import { DistancesChart } from '../../../charts/distances/DistancesChart';
import { binsOf, type DistancesData } from '../../../charts/distances/layout';
import { formatNumber } from '../../../charts/shared/format';
import type { Drag } from '../../../charts/shared/SliderHandle';
import { median } from '../../../core/training/statistics';
import { Figure } from '../../../ui/figure/Figure';
import { useRunSource } from '../../kit/training-hooks';
import { batchDistances, distancesTitle, nameOfNearest } from '../batch';
import { useKnn, useKnnValues, useLook } from '../context';
import { isRelaxed } from '../experiment/spec';
import { batchCountsRequest } from '../model';
import { bandOf } from '../neighbourhood';
import { sigmaDrag } from './sigma-drag';

/** How far neighbours are in a batch, beside the noise: where it is wider, wrong ones come in. */
export function DistancesFigure() {
  const batch = useLook('batch');
  const counts = useLook('batchCounts');
  const values = useKnnValues();
  const k = Math.min(values.k, batch?.candidates ?? values.k);
  const source = useRunSource(batch?.run ?? null);
  const found = useMemo(() => batch && batchDistances(batch, k), [batch, k]);
  const noise = useMemo(() => {
    if (!batch) return null;
    const { scales } = batchCountsRequest(values, batch).rows;
    const scale = scales.reduce((sum, one) => sum + one, 0) / scales.length;
    return { view: batch, scale, law: values.noise };
  }, [batch, values]);
  const middle = found && median(found.nearest);
  const data = useMemo((): DistancesData => {
    const name = nameOfNearest(k);
    if (!found || !noise || middle === null) return { nearest: [], wrong: [], name, band: null };
    const ends = bandOf(noise, middle);
    const text = `noise ${formatNumber(noise.scale, 2)}`;
    return { ...found, name, band: ends && { ends, text } };
  }, [found, noise, middle, k]);
  // an answer about the batch or the neighbours before is none about these
  const current =
    counts?.request.rows.distances === batch?.distances && counts?.request.knobs.k === values.k;
  const wrong = current ? (counts?.reply.wrong ?? null) : null;
  const drag = useSigmaDrag(noise, middle);
  return (
    <Figure
      id="distances"
      title={
        found && noise ? distancesTitle(k, noise, found.wrongShare, wrong?.mean ?? null) : TITLE
      }
      sentence={`Distances of ${batch?.queries ?? 100} queries to their ${data.name} of ${batch?.candidates ?? 100} candidates. Hatched: a standard deviation of the noise about their median; drag its flag.`}
      description={describeDistances(data)}
      source={source && { ...source, samples: (counts?.reply.draws ?? 0) * (batch?.queries ?? 0) }}
      table={() => tableOf(data)}
      height={280}
    >
      {(frame) => <DistancesChart {...data} {...frame} sigma={drag} />}
    </Figure>
  );
}

const TITLE = 'Distances to neighbours, and the noise';

/** Sigma is dragged where it is a setting. */
function useSigmaDrag(
  noise: Parameters<typeof bandOf>[0] | null,
  middle: number | null,
): Drag | undefined {
  const { store } = useKnn();
  const { sigma } = useKnnValues();
  if (!noise || middle === null || isRelaxed(noise.view.run.setup.method)) return undefined;
  return sigmaDrag(store, sigma, noise, middle);
}

const tableOf = (data: DistancesData) => ({
  columns: ['distance from', 'to', `queries, ${data.name}`, 'queries, nearest wrong one'],
  rows: binsOf(data).map(({ from, to, nearest, wrong }) => [from, to, nearest, wrong]),
});
