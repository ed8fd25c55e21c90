import { logistic, softplus } from '../../../core/logistic';
import type { PathsMethod } from './spec';

/** What turns an output of the network into a cost, and its derivative. */
export interface Link {
  value(output: number): number;
  slope(output: number): number;
}

const none: Link = { value: (z) => z, slope: () => 1 };
/** Costs above 0. */
const positive: Link = { value: softplus, slope: logistic };
/** Sizes, as Vlastelica et al. (2020) have it: costs that shrink come back, where softplus would keep them at 0. */
const size: Link = { value: Math.abs, slope: (z) => (z < 0 ? -1 : 1) };

/** A solver needs costs of at least 0; what is fitted may be any number. */
const links: Readonly<Record<PathsMethod, Link>> = {
  'fenchel-young': positive,
  blackbox: size,
  direct: positive,
  squared: none,
  costs: none,
};

export const linkOf = (method: PathsMethod): Link => links[method];
