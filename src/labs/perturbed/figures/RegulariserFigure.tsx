import { useMemo } from 'react';
import { describeRegulariser } from '../../../charts/regulariser/describe';
import { RegulariserChart } from '../../../charts/regulariser/RegulariserChart';
import { Figure } from '../../../ui/figure/Figure';
import type { LegendItem } from '../../../ui/figure/types';
import { useResult } from '../context';
import { pointOf } from '../model';
import {
  areOne,
  pathsOf,
  regulariserData,
  regularisersOf,
  regulariserTable,
  type Regulariser,
} from './regulariser';
import { useHandles, useStage } from './usePolytope';

const LEGEND: readonly LegendItem[] = [
  { label: 'levels', color: 'var(--noise)', mark: 'line' },
  { label: 'prediction', color: 'var(--prediction)', mark: 'dot' },
  { label: 'μ', color: 'var(--signal)', mark: 'line' },
];

const SENTENCE =
  'The prediction is where ⟨μ, y⟩ − σΩ(y) is largest: μ stands upright on its level. Drag it: the louder the noise, the nearer it comes to the least Ω.';

/** What there is to say of the two, and of what can't be seen. */
function noteOn(regularisers: readonly Regulariser[], flat: boolean): string {
  if (regularisers.length < 2) return ' Of this noise no law is known here: the entropy alone.';
  const hidden = flat ? '' : ' Seen is the least Ω of all means at a place.';
  return `${areOne(regularisers) ? ' Here both are one.' : ' The entropy is another one.'}${hidden}`;
}

/** Noise as what it takes from a prediction, beside Shannon's entropy. */
export function RegulariserFigure() {
  const { values, stage } = useStage();
  const reply = useResult('regularisers');
  const { onSigma } = useHandles();
  const { structure, vertices, noise, scores } = values;
  const regularisers = useMemo(
    () => regularisersOf({ structure, vertices, noise }, stage, reply),
    [structure, vertices, noise, stage, reply],
  );
  const paths = useMemo(
    () => regularisers && pathsOf(regularisers, pointOf({ scores })),
    [regularisers, scores],
  );
  const data = regularisers && paths && regulariserData(values, stage, regularisers, paths);
  const coming = 'The levels are on their way.';
  return (
    <Figure
      id="regulariser"
      title="Noise is a regulariser"
      sentence={regularisers ? `${SENTENCE}${noteOn(regularisers, stage.scene.flat)}` : coming}
      description={data ? describeRegulariser(data) : coming}
      legend={LEGEND}
      {...(data && { table: () => regulariserTable(data) })}
      wide
      height={380}
    >
      {(frame) => data && <RegulariserChart {...data} {...frame} onSigma={onSigma} />}
    </Figure>
  );
}
