import { formatFixed } from '../../charts/shared/format';
import { matchingForms } from '../../core/atlas/perturbed/matching';
import { Formula } from '../../ui/formula/Formula';
import { liveFormula } from '../kit/formula';
import { useInstance, useMatching, useMatchingValues } from './context';

const prediction = {
  ...liveFormula(matchingForms.prediction),
  terms: { signal: 'the signal', noise: 'the noise' },
};

const augmented = {
  ...liveFormula(matchingForms.augmented),
  terms: { epsilon: 'the loss term' },
};

const short = (value: number) => formatFixed(value, Math.abs(value) < 10 ? 2 : 1);

/** What the lab is about, with the numbers of the moment; its words move the figures. */
export function Intro() {
  const { store, results } = useMatching();
  const { epsilon, sigma } = useMatchingValues();
  const shown = useInstance();
  const scale = shown?.instance.scale ?? sigma;
  const slots = { sigma: short(scale), epsilon: `(${short(epsilon)})` };
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
        is the gradient.{' '}
        {shown?.run.knobs.scale === 'learned' && scale > 0 && (
          <>
            Noise scale {short(shown.run.knobs.sigma)} · σ(x) ={' '}
            <span className="live-number">{short(scale)}</span>.
          </>
        )}
      </p>
    </>
  );
}
