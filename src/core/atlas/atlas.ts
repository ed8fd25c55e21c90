import { decoders } from './decoding/decoders';
import type { GoldenOf } from './entry';
import { estimators } from './estimators';
import { laws } from './laws';
import { losses } from './losses';
import { oracles } from './oracles';
import { relaxations } from './relaxations';
import { truths } from './truths';

/** The field, as far as it is written: every law, oracle, loss, relaxation, estimator, decoder and truth once. */
export const atlas = { laws, oracles, losses, relaxations, estimators, decoders, truths } as const;

/** The reference values that certify something: files in reference/, without .json. */
export type GoldenFile = GoldenOf<(typeof atlas)[keyof typeof atlas]>;
