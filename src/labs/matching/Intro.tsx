import { formatFixed } from '../../charts/shared/format';
import { matchingForms } from '../../core/atlas/perturbed/matching';
import { Formula } from '../../ui/formula/Formula';
import { liveFormula } from '../kit/formula';
import { useMatching, useMatchingValues } from './context';

const prediction = {
  ...liveFormula(matchingForms.prediction),
  terms: { signal: 'the signal', noise: 'the noise' },
};

const augmented = {
  ...liveFormula(matchingForms.augmented),
  terms: { epsilon: 'the loss term' },
};

/** What the lab is about, with the numbers of the moment; its words move the figures. */
export function Intro() {
  const { store, results } = useMatching();
  const { sigma, epsilon } = useMatchingValues();
  const short = (value: number) => formatFixed(value, Math.abs(value) < 10 ? 2 : 1);
  const slots = { sigma: short(sigma), epsilon: `(${short(epsilon)})` };
  return (
    <>
      <div className="intro-formulas">
        {[prediction, augmented].map((formula) => (
          <Formula key={formula.plain} {...formula} slots={slots} reserve={3} />
        ))}
      </div>
      <p className="intro-text">
        A network scores every number for every place (μ), and the best matching y* puts each number
        somewhere. Direct loss compares it with y*(ε), which the loss (t) has pulled towards the
        truth:{' '}
        <button
          type="button"
          className="word"
          onClick={() => {
            store.set({ view: 'difference' });
            results.runs.play(false);
          }}
        >
          where the two differ
        </button>{' '}
        is the gradient.
      </p>
    </>
  );
}
