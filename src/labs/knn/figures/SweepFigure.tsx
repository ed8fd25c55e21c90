import { useVanilla } from '../../../state/react';
import { ParamControl } from '../../kit/bound';
import { anySweep } from '../../kit/sweep';
import { SweepFigure as AnySweepFigure } from '../../kit/SweepFigure';
import { useKnn, useKnnValues } from '../context';
import { knnSweep } from '../sweep';

const sweep = anySweep(knnSweep);

/** Two settings against each other: a short training in every cell. */
export function SweepFigure() {
  const { results } = useKnn();
  const { dataset } = useKnnValues();
  const { open, error } = useVanilla(results.sets);
  return (
    <AnySweepFigure
      sweep={sweep}
      results={results.cells()}
      question="Where does a short training come out well?"
      cell="A short training of its own in every cell"
      unit="trainings"
      data={dataset === 'own' ? open?.id : undefined}
      blocked={open ? null : (error ?? 'The images are being opened.')}
      more={<ParamControl name="cellSteps" />}
    />
  );
}
