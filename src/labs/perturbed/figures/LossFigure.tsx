import { useMemo } from 'react';
import { describePolytope } from '../../../charts/polytope/describe';
import type { LossData } from '../../../charts/polytope/data';
import { PolytopeChart } from '../../../charts/polytope/PolytopeChart';
import { Select } from '../../../ui/controls/choices';
import { Figure } from '../../../ui/figure/Figure';
import type { LegendItem } from '../../../ui/figure/types';
import { Items } from '../../kit/Items';
import { usePerturbed } from '../context';
import { indexOfMaximum } from '../../../core/vector';
import { worthAt } from '../experiment/draws';
import type { LossName } from '../experiment/landscape';
import type { Scene } from '../experiment/structures';
import { pointOf } from '../model';
import { landscapeOf, lossData, polytopeTable, surfaceOf } from './data';
import { useHandles, usePolytope } from './usePolytope';

const LEGEND: readonly LegendItem[] = [
  { label: 'loss', color: 'var(--loss)', mark: 'square' },
  { label: 'truth', color: 'var(--truth)', mark: 'ring' },
  { label: '60 steps downhill', color: 'var(--prediction)', mark: 'dash' },
];

const titles: Readonly<Record<LossName, string>> = {
  'fenchel-young': 'Fenchel-Young is convex: everywhere downhill is towards the truth',
  squared: 'The squared loss is a mesa: far from its edges there is no slope',
  blackbox: 'The blackbox loss is made of flats and ramps',
};

const sentences: Readonly<Record<LossName, string>> = {
  'fenchel-young': 'Its gradient is the mean prediction minus the truth, the arrow at the right.',
  squared: 'Half the squared distance of the mean prediction from the truth.',
  blackbox: 'The squared loss without noise, with ramps of width λ at its cliffs.',
};

/** A gradient below this size is no slope to speak of. */
const FLAT = 0.01;

/** Where the loss leads to from where the scores are. */
function leadsTo({ gradient, trail, truth }: LossData, scene: Scene): string {
  if (Math.hypot(...gradient) < FLAT) return 'Here it is flat: no step leads anywhere.';
  const end = indexOfMaximum(worthAt(scene, trail[trail.length - 1]));
  const { labels } = scene;
  return `60 steps end in ${labels[end]}${end === truth ? '' : `, not in ${labels[truth]}`}.`;
}

/** The loss of the scores as a surface to stand on. */
export function LossFigure() {
  const { values, stage, data } = usePolytope();
  const { onScores, onSigma } = useHandles();
  const { loss, truth, lambda } = values;
  // blackbox knows no noise: its surface stays
  const sigma = loss === 'blackbox' ? 1 : values.sigma;
  const landscape = useMemo(
    () => landscapeOf({ sigma, loss, truth, lambda }, stage),
    [sigma, loss, truth, lambda, stage],
  );
  const surface = useMemo(() => surfaceOf(landscape), [landscape]);
  const shown = { ...data, loss: lossData(landscape, surface, pointOf(values)) };
  return (
    <Figure
      id="loss"
      title={titles[loss]}
      sentence={`${sentences[loss]} ${leadsTo(shown.loss, stage.scene)}`}
      description={describePolytope(shown)}
      legend={LEGEND}
      source={{
        ...{ backend: 'cpu', adapter: '', seed: values.seed },
        samples: stage.draws.count,
      }}
      table={() => polytopeTable(shown)}
      controls={
        <>
          <Items items={loss === 'blackbox' ? ['loss', 'lambda'] : ['loss']} />
          <Truth labels={data.labels} truth={truth} />
        </>
      }
      wide
      height={420}
    >
      {(frame) => <PolytopeChart {...shown} {...frame} {...{ onScores, onSigma }} />}
    </Figure>
  );
}

/** Which structure would have been right. */
function Truth({ labels, truth }: { labels: readonly string[]; truth: number }) {
  const { store } = usePerturbed();
  return (
    <Select
      label="Truth"
      value={labels[truth]}
      options={labels.map((value) => ({ value, label: value }))}
      onChange={(label) => store.set({ truth: labels.indexOf(label) })}
    />
  );
}
