/** A part of a formula that a reader can point at. */
export type Term = 'prediction' | 'signal' | 'noise' | 'epsilon';
/** A number of a formula, which is what the settings say. */
export type Slot = 'sigma' | 'epsilon' | 'k';

/** A formula whose TeX has `\term{noise}{...}` around terms and `\slot{sigma}` in place of numbers. */
export interface MarkedFormula {
  readonly tex: string;
  /** The same in words and plain symbols, its numbers as "{sigma}". */
  readonly plain: string;
}

/** How an oracle's prediction is written under noise, y*, and where the loss has pulled it, y*(epsilon). */
export interface PerturbedForms {
  readonly prediction: MarkedFormula;
  readonly augmented: MarkedFormula;
}

/** What differs from oracle to oracle, in one notation. */
interface Notation {
  /** Before and after the sum of the scores. */
  readonly open: string;
  readonly close: string;
  /** What is added up; noise and loss without their factors. */
  readonly signal: string;
  readonly noise: string;
  readonly loss: string;
}

/** In TeX, a part that can be pointed at. */
export const term = (name: Term, tex: string) => String.raw`\term{${name}}{${tex}}`;

/** In TeX, the place of a number. */
export const slot = (name: Slot) => String.raw`\slot{${name}}`;

/** Both forms of an oracle's formula, from what is its own: signal + sigma noise (+ epsilon loss). */
export function perturbedForms(tex: Notation, plain: Notation): PerturbedForms {
  const signal = term('signal', tex.signal);
  const noise = term('noise', String.raw`${slot('sigma')}\,${tex.noise}`);
  const loss = term('epsilon', String.raw`${slot('epsilon')}\,${tex.loss}`);
  const scores = `${plain.signal} + {sigma} ${plain.noise}`;
  return {
    prediction: {
      tex: `${term('prediction', 'y^*')} = ${tex.open}${signal} + ${noise}${tex.close}`,
      plain: `y* = ${plain.open}${scores}${plain.close}`,
    },
    augmented: {
      tex: `${term('epsilon', String.raw`y^*(\varepsilon)`)} = ${tex.open}${signal} + ${noise} + ${loss}${tex.close}`,
      plain: `y*(epsilon) = ${plain.open}${scores} + {epsilon} ${plain.loss}${plain.close}`,
    },
  };
}
