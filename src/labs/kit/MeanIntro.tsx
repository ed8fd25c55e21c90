import type { ReactNode } from 'react';
import { perturbedMeanForm } from '../../core/atlas/perturbed/mean';
import { Formula } from '../../ui/formula/Formula';
import { useLitTerm } from './context';
import { liveFormula } from './formula';

const mean = liveFormula(perturbedMeanForm);

interface MeanIntroProps {
  readonly sigma: number;
  /** What the parts of the formula are in this lab. */
  readonly terms: Readonly<Record<'prediction' | 'signal' | 'noise', string>>;
  /** What the lab is about, in a sentence or two. */
  readonly children: ReactNode;
}

/** The intro of a lab about the mean of perturbed predictions: its formula with the noise scale of the moment. */
export function MeanIntro({ sigma, terms, children }: MeanIntroProps) {
  const [lit, setLit] = useLitTerm();
  return (
    <>
      <div className="intro-formulas">
        <Formula
          {...mean}
          terms={terms}
          slots={{ sigma: sigma.toPrecision(3) }}
          lit={lit}
          onHoverTerm={setLit}
          reserve={3}
        />
      </div>
      <p className="intro-text">{children}</p>
    </>
  );
}
