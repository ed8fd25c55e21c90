import { perturbedMeanForm } from '../../core/atlas/perturbed/mean';
import { Formula } from '../../ui/formula/Formula';
import { useLitTerm } from '../kit/context';
import { liveFormula } from '../kit/formula';
import { useRankingsValues } from './context';

const mean = {
  ...liveFormula(perturbedMeanForm),
  terms: { prediction: 'the prediction', signal: 'the signal', noise: 'the noise' },
};

/** What the lab is about. */
export function Intro() {
  const [lit, setLit] = useLitTerm();
  const { sigma } = useRankingsValues();
  return (
    <>
      <div className="intro-formulas">
        <Formula
          {...mean}
          slots={{ sigma: sigma.toPrecision(3) }}
          lit={lit}
          onHoverTerm={setLit}
          reserve={3}
        />
      </div>
      <p className="intro-text">
        A line gives every label a score, and sorting the scores ranks the labels. To learn the
        lines from rankings a loss must have slopes: five losses, trained on the same examples.
      </p>
    </>
  );
}
