import { decoders } from './decoding/decoders';
import { decodingEstimators } from './decoding/estimators';
import { decodingLosses } from './decoding/losses';
import { perturbedTruths } from './decoding/truths';
import type { GoldenOf } from './entry';
import { estimators } from './estimators';
import { hypergraphMarginals, hypergraphOracles } from './hypergraph';
import { laws } from './laws';
import { losses } from './losses';
import { oracles } from './oracles';
import { relaxations } from './relaxations';
import { relaxedEstimators, tableRelaxations } from './relaxed';
import { hullLosses, scoreEstimators, tableTruths } from './score-function';
import { mixedLaws, thresholdRelaxations } from './simplex';
import { marginalisationEstimators, sparseMapRelaxations } from './sparse-map';
import { surrogateEstimators } from './surrogates';
import { treeOracles, treeRelaxations, treeTruths } from './trees';
import { truths } from './truths';

/**
 * The field, as far as it is written: every law, oracle, loss, relaxation, estimator, decoder and truth once.
 * What labs read one by one (`estimators`, `relaxations`, `oracles`) is what they run; the rest of a kind joins it
 * here, so that no page carries it.
 */
export const atlas = {
  laws,
  oracles: {
    ...oracles,
    ...treeOracles,
    ...hypergraphOracles,
  },
  losses: {
    ...losses,
    ...hullLosses,
    ...decodingLosses,
  },
  relaxations: {
    ...relaxations,
    ...thresholdRelaxations,
    ...sparseMapRelaxations,
    ...hypergraphMarginals,
    ...treeRelaxations,
    ...tableRelaxations,
  },
  estimators: {
    ...estimators,
    ...decodingEstimators,
    ...marginalisationEstimators,
    ...scoreEstimators,
    ...surrogateEstimators,
    ...relaxedEstimators,
  },
  decoders,
  truths: {
    ...truths,
    ...tableTruths,
    ...treeTruths,
    ...mixedLaws,
    ...perturbedTruths,
  },
} as const;

/** The reference values that certify something: files in reference/, without .json. */
export type GoldenFile = GoldenOf<(typeof atlas)[keyof typeof atlas]>;
