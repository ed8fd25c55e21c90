import { formatFixed } from '../../charts/shared/format';
import { Formula } from '../../ui/formula/Formula';
import { useLitTerm } from '../kit/context';
import { useKnn, useKnnValues } from './context';

const scores = String.raw`-\htmlData{term=signal}{\lVert h(x_i) - h(x_q)\rVert} +
\htmlData{term=noise}{\htmlData{slot=sigma}{0.00}\,\gamma_i}`;

const prediction = {
  tex: String.raw`y^* = \operatorname*{top}_{\htmlData{slot=k}{00}}\, \big\{${scores}\big\}`,
  plain: 'y* = top {k} of { - || h(x_i) - h(x_q) || + {sigma} gamma_i }',
  terms: { signal: 'the distance of two embeddings', noise: 'the noise' },
};

const augmented = {
  tex: String.raw`y^*(\varepsilon) = \operatorname*{top}_{\htmlData{slot=k}{00}}\, \big\{${scores} +
\htmlData{term=epsilon}{\htmlData{slot=epsilon}{(-0.00)}\,\ell_i}\big\}`,
  plain: 'y*(epsilon) = top {k} of { - || h(x_i) - h(x_q) || + {sigma} gamma_i + {epsilon} l_i }',
  terms: { epsilon: 'the loss term' },
};

/** What the lab is about, with the numbers of the moment. */
export function Intro() {
  const { results } = useKnn();
  const { sigma, epsilon, k } = useKnnValues();
  const [lit, setLit] = useLitTerm();
  const short = (value: number) => formatFixed(value, Math.abs(value) < 10 ? 2 : 1);
  const slots = { sigma: short(sigma), epsilon: `(${short(epsilon)})`, k: String(k) };
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
            results.runs.showStage(null);
            document.getElementById('figure-query')?.scrollIntoView({ block: 'center' });
          }}
        >
          where the two differ
        </button>{' '}
        is the gradient.
      </p>
    </>
  );
}
