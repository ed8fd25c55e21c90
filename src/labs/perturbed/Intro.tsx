import { Formula } from '../../ui/formula/Formula';
import { useLitTerm } from '../kit/context';
import { liveFormula } from '../kit/formula';
import { perturbedMeanForm } from '../../core/atlas/perturbed/mean';
import { usePerturbedValues } from './context';

const mean = {
  ...liveFormula(perturbedMeanForm),
  terms: { prediction: 'the prediction', signal: 'the signal', noise: 'the noise' },
};

/** What the lab is about. */
export function Intro() {
  const [lit, setLit] = useLitTerm();
  const { sigma } = usePerturbedValues();
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
        A solver that picks the best of many structures has no slope. Average what it picks under
        noise, and there is one: for predictions, and for a loss to learn by.
      </p>
    </>
  );
}
