import { kSubset } from '../k-subset/k-subset';
import type { Oracle } from '../oracle';

/** One of n classes: y in {0,1}^n with a single one, at the largest score, ties to the lowest index. */
export const oneHot = (n: number): Oracle<Int32Array> => ({ ...kSubset(n, 1), name: 'one-hot' });
