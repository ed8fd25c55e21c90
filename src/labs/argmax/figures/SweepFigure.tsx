import { use } from 'react';
import { anySweep } from '../../kit/sweep';
import { SweepFigure as AnySweepFigure } from '../../kit/SweepFigure';
import { useArgmax } from '../context';
import { argmaxSweep } from '../sweep';

const sweep = anySweep(argmaxSweep);

/** Two settings against each other: what an estimate of the gradient is worth. */
export function SweepFigure() {
  return (
    <AnySweepFigure
      sweep={sweep}
      results={use(useArgmax().results.cells())}
      question="How good is an estimate under other settings?"
      cell="What an estimate of the gradient is worth in every cell"
      unit="cells"
    />
  );
}
