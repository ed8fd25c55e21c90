import { useValues } from '../../state/react';
import { formatFixed } from '../../charts/shared/format';
import { Formula } from '../../ui/formula/Formula';
import { useLitTerm } from '../kit/context';
import { useArgmax, useArgmaxValues, useResult } from './context';
import { classNames, exactMaximum, exactShares, measuredShares, problemOf, usable } from './model';
import type { ArgmaxValues } from './params';

const perturbed = String.raw`\htmlData{term=signal}{\mu(y)} +
\htmlData{term=noise}{\htmlData{slot=sigma}{0.00}\,\gamma(y)}`;

const prediction = {
  tex: String.raw`y^* = \operatorname*{arg\,max}_{y}\;\Big\{ ${perturbed} \Big\}`,
  plain: 'y* = argmax { mu(y) + {sigma} gamma(y) }',
  terms: { signal: 'the signal', noise: 'the noise' },
};

const augmented = {
  tex: String.raw`y^*(\varepsilon) = \operatorname*{arg\,max}_{y}\;\Big\{ ${perturbed} +
\htmlData{term=epsilon}{\htmlData{slot=epsilon}{(-0.00)}\,\ell(y)} \Big\}`,
  plain: 'y*(epsilon) = argmax { mu(y) + {sigma} gamma(y) + {epsilon} l(y) }',
  terms: { epsilon: 'the loss term' },
};

/** What the lab is about, with the numbers of the moment; its words move the figures. */
export function Intro() {
  const { store } = useArgmax();
  const [lit, setLit] = useLitTerm();
  const values = useArgmaxValues();
  const slots = { sigma: short(values.sigma), epsilon: `(${short(values.epsilon)})` };
  const jump = (sigma: number) => () => store.set({ sigma });
  return (
    <>
      <div className="intro-formulas">
        {[prediction, augmented].map((formula) => (
          <Formula
            key={formula.plain}
            {...formula}
            slots={slots}
            lit={lit}
            onHoverTerm={setLit}
            reserve={3}
          />
        ))}
      </div>
      <p className="intro-text">
        The predictor adds noise to every score and takes the best. <Leader />{' '}
        <Word onClick={jump(0.05)}>Turn the noise down</Word> and one class takes all;{' '}
        <Word onClick={jump(20)}>turn it up</Word> and every class gets its share
        <Temperature />.
      </p>
    </>
  );
}

/** A word in the text that moves the figure. */
function Word({ children, onClick }: { children: string; onClick(): void }) {
  return (
    <button type="button" className="word" onClick={onClick}>
      {children}
    </button>
  );
}

/** The class that wins most often, measured and exact. */
function Leader() {
  const values = useArgmaxValues();
  const estimate = useResult('estimate');
  const problem = problemOf(values);
  const exact = exactShares(problem);
  const best = exact.indexOf(Math.max(...exact));
  const fitting = usable(estimate, problem);
  const measured = fitting && measuredShares(fitting).prediction.value[best];
  const verb = values.k > 1 ? 'is chosen in' : 'wins';
  return (
    <>
      Now <b>{classNames(values.scores.length)[best]}</b> {verb}{' '}
      <span className="live-number">{percent(measured ?? exact[best])}</span> of the draws (exactly{' '}
      <span className="live-number">{percent(exact[best])}</span>).
    </>
  );
}

/** The temperature statement of the supplement, where it holds. */
function Temperature() {
  const { store } = useArgmax();
  const gumbel = useValues(
    store,
    (values: ArgmaxValues) => values.noise === 'gumbel' && values.k === 1,
  );
  const values = useArgmaxValues();
  if (!gumbel) return null;
  const maximum = exactMaximum(problemOf(values));
  return (
    <>
      : with Gumbel noise σ is a temperature, P(y* = y) ∝ exp(μ(y)/σ), and the expected maximum is
      the log-partition function, <span className="live-number">{formatFixed(maximum, 2)}</span>
    </>
  );
}

/** Three significant digits, trailing zeros kept, so that the formula seldom changes its width. */
function short(value: number): string {
  const magnitude = Math.abs(value);
  const digits = magnitude >= 0.1 ? magnitude.toPrecision(3) : magnitude.toFixed(3);
  return (value < 0 ? '−' : '') + digits;
}

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
