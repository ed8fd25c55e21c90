import { anySweep } from '../../kit/sweep';
import { SweepFigure as AnySweepFigure } from '../../kit/SweepFigure';
import { useMatching } from '../context';
import { matchingSweep } from '../sweep';

const sweep = anySweep(matchingSweep);

/** Two settings against each other: a training in every cell. */
export function SweepFigure() {
  return (
    <AnySweepFigure
      sweep={sweep}
      results={useMatching().results.sweep}
      question="Where does a training come out well?"
      cell="A training of its own in every cell"
      unit="trainings"
    />
  );
}
