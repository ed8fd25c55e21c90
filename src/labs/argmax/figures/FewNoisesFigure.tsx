import { useMemo } from 'react';
import {
  describeFewNoises,
  fewNoisesSentence,
  fewNoisesTitle,
} from '../../../charts/few-noises/describe';
import { FewNoisesChart } from '../../../charts/few-noises/FewNoisesChart';
import { STRUCTURES, type FewNoisesData } from '../../../charts/few-noises/layout';
import { pairLaws, totalVariation, type PairTable } from '../../../core/laws/coupled-pair';
import { createNoise } from '../../../core/noise/noise';
import type { ArgmaxProblem } from '../../../core/problem';
import { boundsOf } from '../../../state/params';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import { useArgmaxValues } from '../context';
import { problemOf } from '../model';
import { argmaxTable } from '../params';
import { useDragParameter } from './useDragParameter';

const couplingBounds = boundsOf(argmaxTable.coupling);

/** Every tenth of the axis, and zero. */
const COUPLINGS = Array.from({ length: 41 }, (_, i) => (i - 20) / 10);

/** Scores of the two variables for being 1. */
const [FIRST, SECOND] = [0.5, -0.3];

const scoresOf = (coupling: number): PairTable => [
  coupling,
  FIRST,
  SECOND,
  FIRST + SECOND + coupling,
];

type Setting = Pick<ArgmaxProblem, 'sigma' | 'noise'>;

/** How far the law of few noises is from Gibbs, at every coupling of the curve. */
export function distancesOf({ sigma, noise }: Setting): readonly number[] {
  const made = createNoise(noise);
  return COUPLINGS.map((coupling) => {
    const { variables, gibbs } = pairLaws(scoresOf(coupling), sigma, made);
    return totalVariation(variables, gibbs);
  });
}

export function fewNoisesData(
  { sigma, noise }: Setting,
  coupling: number,
  distances: readonly number[],
): FewNoisesData {
  const laws = pairLaws(scoresOf(coupling), sigma, createNoise(noise));
  return {
    ...laws,
    ...{ coupling, couplingBounds, couplings: COUPLINGS, distances },
    distance: totalVariation(laws.variables, laws.gibbs),
    structuresDistance: totalVariation(laws.structures, laws.gibbs),
  };
}

function fewNoisesTable(data: FewNoisesData): FigureTable {
  return {
    columns: ['structure', 'noise per structure', 'noise per variable', 'Gibbs law'],
    rows: STRUCTURES.map((structure, y) => [
      structure,
      data.structures[y],
      data.variables[y],
      data.gibbs[y],
    ]),
  };
}

/** Where the noise sits, and what that does to the law. */
export function FewNoisesFigure() {
  const values = useArgmaxValues();
  const onCoupling = useDragParameter('coupling');
  const { sigma, noise } = problemOf(values);
  const { law, location, scale } = noise;
  const setting = useMemo(
    () => ({ sigma, noise: { law, location, scale } }),
    [sigma, law, location, scale],
  );
  // a drag of the coupling leaves the curve over it as it is
  const distances = useMemo(() => distancesOf(setting), [setting]);
  const data = fewNoisesData(setting, values.coupling, distances);
  return (
    <Figure
      id="few-noises"
      title={fewNoisesTitle(data)}
      sentence={fewNoisesSentence(data)}
      description={describeFewNoises(data)}
      table={() => fewNoisesTable(data)}
      height={340}
    >
      {(frame) => <FewNoisesChart {...data} {...frame} onCoupling={onCoupling} />}
    </Figure>
  );
}
