import { estimators } from './estimators';
import { relaxations } from './relaxations';

/** How a method of training is called, and where it stands among all. */
export interface Method {
  readonly label: string;
  /** The label where there is little room, as at the end of a line. */
  readonly short: string;
  /** Its place in every list; charts draw its lines in the ink and with the dash of this place. */
  readonly place: number;
}

const direct = estimators['direct-loss'].name;
const fenchelYoung = estimators['fenchel-young'].name;
const neuralSort = relaxations['neural-sort'].name;
const relaxSubset = relaxations['relax-subsample'].name;

/** Labels and short labels, in the order of all lists; what several labs train with is here once. */
const names = {
  'direct-zero': [`${direct}, σ = 0`, 'Direct, σ = 0'],
  'direct-fixed': [`${direct}, σ fixed`, 'Direct, σ fixed'],
  'direct-learned': [`${direct}, σ(x) learned`, 'Direct, σ(x)'],
  'gumbel-sinkhorn': [relaxations.sinkhorn.name, 'Sinkhorn'],
  'fenchel-young': [fenchelYoung, 'Fenchel-Young'],
  blackbox: [estimators.blackbox.name, 'Blackbox'],
  'neural-sort': [`${neuralSort}, deterministic`, neuralSort],
  'neural-sort-noisy': [`${neuralSort}, stochastic`, `${neuralSort} + γ`],
  'relax-subsample': [relaxSubset, relaxSubset],
  'cross-entropy': ['Cross-entropy on a linear head', 'Cross-entropy'],
  'fenchel-young-exact': [`${fenchelYoung}, exact`, 'Exact FY'],
  squared: ['Squared error', 'Squared error'],
  'true-costs': ['Squared error of the true costs', 'True costs'],
  'fenchel-young-released': [`${fenchelYoung}, three weak draws`, 'FY, 3 weak draws'],
  'fenchel-young-multiplicative': [`${fenchelYoung}, noise multiplies`, 'FY, multiplied'],
  'perturbed-squared': ['Squared error of the perturbed mean', 'Perturbed squared'],
} as const satisfies Record<string, readonly [label: string, short: string]>;

export type MethodName = keyof typeof names;

/** The methods of all labs: each has one name, one short name and one place, wherever it is met. */
export const methods = Object.fromEntries(
  Object.entries(names).map(([name, [label, short]], place) => [name, { label, short, place }]),
) as Readonly<Record<MethodName, Method>>;
