import { formatFixed } from '../../charts/shared/format';
import { Formula } from '../../ui/formula/Formula';
import { useMatching, useMatchingValues } from './context';

const perturbed = String.raw`\big\langle \htmlData{term=signal}{\mu} +
\htmlData{term=noise}{\htmlData{slot=sigma}{0.00}\,\gamma}`;

const prediction = {
  tex: String.raw`y^* = \operatorname*{arg\,max}_{y}\, ${perturbed},\, y\big\rangle`,
  plain: 'y* = argmax < mu + {sigma} gamma, y >',
  terms: { signal: 'the signal', noise: 'the noise' },
};

const augmented = {
  tex: String.raw`y^*(\varepsilon) = \operatorname*{arg\,max}_{y}\, ${perturbed} +
\htmlData{term=epsilon}{\htmlData{slot=epsilon}{(-0.00)}\,t},\, y\big\rangle`,
  plain: 'y*(epsilon) = argmax < mu + {sigma} gamma + {epsilon} t, y >',
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
