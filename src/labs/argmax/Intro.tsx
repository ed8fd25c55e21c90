import { useMemo } from 'react';
import { leadersOf } from '../../charts/frequency/describe';
import { formatFixed, formatList } from '../../charts/shared/format';
import { oneHotForms } from '../../core/atlas/perturbed/one-hot';
import { defaultsOf } from '../../state/params';
import { Formula } from '../../ui/formula/Formula';
import { useLitTerm } from '../kit/context';
import { liveFormula } from '../kit/formula';
import { useArgmax, useArgmaxValues, useResult } from './context';
import { classNames, exactMaximum, exactShares, measuredShares, problemOf, usable } from './model';
import { argmaxTable, type ArgmaxValues } from './params';
import type { Estimate } from './results';

const prediction = {
  ...liveFormula(oneHotForms.prediction),
  terms: { prediction: 'the prediction', signal: 'the signal', noise: 'the noise' },
};

const augmented = {
  ...liveFormula(oneHotForms.augmented),
  terms: { epsilon: 'the loss term' },
};

/** As little noise as there can be, and much. */
const FAINT = argmaxTable.sigma.min;
const LOUD = 20;

/** What the lab is about, with the numbers of the moment; its words move the figures. */
export function Intro() {
  const { store } = useArgmax();
  const [lit, setLit] = useLitTerm();
  const values = useArgmaxValues();
  const estimate = useResult('estimate');
  const slots = { sigma: short(values.sigma), epsilon: `(${short(values.epsilon)})` };
  const jump = (sigma: number) => () => store.set({ sigma });
  const faint = useFaint(values);
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
      <p className="intro-text intro-reserve">
        <span aria-hidden="true">{LONGEST}</span>
        <span>
          The predictor adds noise to every score and takes the{' '}
          {values.k > 1 ? `${values.k} best` : 'best'}. {leaderText(values, estimate)}{' '}
          <Word onClick={jump(FAINT)}>Turn the noise down</Word> and {faint};{' '}
          <Word onClick={jump(LOUD)}>turn it up</Word> and every class gets its share
          {temperatureText(values)}.
        </span>
      </p>
    </>
  );
}

/** A text as long as any here, which keeps the room, so that nothing moves when a sentence comes or goes. */
const LONGEST =
  'The predictor adds noise to every score and takes the 11 best. Now A, B and C share the lead: each is picked in exactly 33.3% of the draws. Turn the noise down and A, B and C share a place; turn it up and every class gets its share: with Gumbel noise σ is a temperature, P(y* = y) ∝ exp(μ(y)/σ), and the expected maximum is σ times the log-partition function, 100.00.';

/** A word in the text that moves the figure. */
function Word({ children, onClick }: { children: string; onClick(): void }) {
  return (
    <button type="button" className="word" onClick={onClick}>
      {children}
    </button>
  );
}

/** The names of classes, or how many there are. */
function named(indices: readonly number[], n: number): string {
  const names = classNames(n);
  return indices.length > 3
    ? `${indices.length} classes`
    : formatList(indices.map((i) => names[i]));
}

/** The class that wins most often, measured and exact; all of them in a tie. */
export function leaderText(values: ArgmaxValues, estimate: Estimate | null): string {
  const problem = problemOf(values);
  const exact = exactShares(problem);
  const leaders = leadersOf(exact);
  const who = named(leaders, exact.length);
  const share = percent(exact[leaders[0]]);
  if (leaders.length > 1) {
    const each = values.k > 1 ? 'each is picked in' : 'each wins';
    return `Now ${who} share the lead: ${each} exactly ${share} of the draws.`;
  }
  const fitting = usable(estimate, problem);
  const measured = fitting && measuredShares(fitting).prediction.value[leaders[0]];
  const verb = values.k > 1 ? 'is picked in' : 'wins';
  return `Now ${who} ${verb} ${measured === null ? share : percent(measured)} of the draws (exactly ${share}).`;
}

/** What decides who wins when there is hardly any noise. */
type Faint = Pick<ArgmaxValues, 'scores' | 'k' | 'noise' | 'variance'>;

/** Who wins when there is hardly any noise: without a tie the same at every draw. */
export function faintText(faint: Faint): string {
  const problem = problemOf({ ...defaultsOf(argmaxTable), ...faint, sigma: FAINT });
  const shares = Array.from(exactShares(problem));
  const open = shares.flatMap((share, i) => (share > 0.005 && share < 0.995 ? i : []));
  const winner = shares.indexOf(Math.max(...shares));
  if (open.length === 0) {
    return faint.k > 1
      ? `the same ${faint.k} win every draw`
      : `${named([winner], shares.length)} takes all`;
  }
  const places = faint.k - shares.filter((share) => share >= 0.995).length;
  const what = faint.k === 1 ? 'the wins' : places > 1 ? `${places} places` : 'a place';
  return `${named(open, shares.length)} share ${what}`;
}

/** The same for all sigma, which moves most. */
function useFaint({ scores, k, noise, variance }: ArgmaxValues): string {
  return useMemo(() => faintText({ scores, k, noise, variance }), [scores, k, noise, variance]);
}

/** The temperature statement of the supplement, where it holds. */
export function temperatureText(values: ArgmaxValues): string {
  if (values.noise !== 'gumbel' || values.k > 1 || values.variance !== 'natural') return '';
  const maximum = formatFixed(exactMaximum(problemOf(values)), 2);
  return `: with Gumbel noise σ is a temperature, P(y* = y) ∝ exp(μ(y)/σ), and the expected maximum is σ times the log-partition function, ${maximum}`;
}

/** Three significant digits, trailing zeros kept, so that the formula seldom changes its width. */
function short(value: number): string {
  const magnitude = Math.abs(value);
  const digits = magnitude >= 0.1 ? magnitude.toPrecision(3) : magnitude.toFixed(3);
  return (value < 0 ? '−' : '') + digits;
}

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
