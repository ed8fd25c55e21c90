import { Formula } from '../../ui/formula/Formula';
import { useLitTerm } from '../kit/context';
import { liveFormula } from '../kit/formula';
import { perturbedMeanForm } from '../../core/atlas/perturbed/mean';
import { usePathsValues } from './context';

const mean = {
  ...liveFormula(perturbedMeanForm),
  terms: { prediction: 'the mean path', signal: 'minus the costs', noise: 'the noise' },
};

/** What the lab is about. */
export function Intro() {
  const [lit, setLit] = useLitTerm();
  const { sigma } = usePathsValues();
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
        The cheapest way over a map jumps when costs move, and has no slope. Under noise every cell
        is crossed with a probability, which moves smoothly and tells costs where to go.
      </p>
    </>
  );
}
