import { formatFixed } from '../../charts/shared/format';
import { kSubsetForms } from '../../core/atlas/perturbed/k-subset';
import { Formula } from '../../ui/formula/Formula';
import { useLitTerm } from '../kit/context';
import { liveFormula } from '../kit/formula';
import { useVanilla } from '../../state/react';
import { useKnn, useKnnValues } from './context';
import { isFactor } from './model';
import { SLOW } from './neighbourhood';

const prediction = {
  ...liveFormula(kSubsetForms.prediction),
  terms: { signal: 'the distance of two embeddings', noise: 'the noise' },
};

const augmented = {
  ...liveFormula(kSubsetForms.augmented),
  terms: { epsilon: 'the loss term' },
};

/** What the lab is about, with the numbers of the moment. */
export function Intro() {
  const { results } = useKnn();
  const { sigma, epsilon, k } = useKnnValues();
  const [lit, setLit] = useLitTerm();
  const short = (value: number) => formatFixed(value, Math.abs(value) < 10 ? 2 : 1);
  const view = useVanilla(results.looks, (looks) => looks.query);
  const factor = view !== null && isFactor(view.run);
  const slots = {
    sigma: `${short(sigma)}${factor ? '·σ(x)' : ''}`,
    epsilon: `(${short(epsilon)})`,
    k: String(k),
  };
  return (
    <>
      <div className="intro-formulas">
        {[prediction, augmented].map((formula) => (
          <Formula
            key={formula.plain}
            {...formula}
            slots={slots}
            reserve={3}
            lit={lit}
            onHoverTerm={setLit}
          />
        ))}
      </div>
      <p className="intro-text">
        A network h places images so that the {k} nearest to a query are of its class. Direct loss
        compares the nearest, y*, with y*(ε), to which the loss has drawn right images:{' '}
        <button
          type="button"
          className="word"
          onClick={() => {
            results.runs.play(false);
            results.runs.showStage(SLOW.difference);
            document.getElementById('figure-query')?.scrollIntoView({ block: 'center' });
          }}
        >
          where the two differ
        </button>{' '}
        is the gradient.{' '}
        {factor && (
          <>
            Here {short(sigma)}·σ(x) = <b>{short(sigma * view.sigma)}</b>.
          </>
        )}
      </p>
    </>
  );
}
