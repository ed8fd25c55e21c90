import { alignment } from '../grammars/alignment';
import { chain } from '../grammars/chain';
import { correlatedKSubset } from '../grammars/correlated-k-subset';
import { forwardPath } from '../grammars/forward-path';
import { kSubset } from '../grammars/k-subset';
import { pcfg } from '../grammars/pcfg';
import { projectiveTree } from '../grammars/projective-tree';
import { spans } from '../grammars/spans';
import type { Hypergraph } from '../hypergraph';
import {
  alignments,
  bracketings,
  correlatedSubsets,
  forwardPaths,
  parses,
  projectiveTrees,
  sequences,
  subsets,
} from './definitions';

/** A hypergraph, and its structures by definition. */
export interface Specified {
  readonly name: string;
  readonly graph: Hypergraph;
  readonly structures: readonly Float64Array[];
}

type Made = readonly [size: string, graph: Hypergraph, structures: readonly Float64Array[]];

const named = (name: string, list: readonly Made[]): Specified[] =>
  list.map(([size, graph, structures]) => ({ name: `${name} ${size}`, graph, structures }));

const pairs = <T>(
  sizes: readonly (readonly [number, number])[],
  make: (a: number, b: number) => T,
) => sizes.map(([a, b]) => make(a, b));

/** Rows and columns. */
const rectangles = [
  [1, 1],
  [1, 4],
  [3, 1],
  [2, 3],
  [4, 4],
] as const;

/** Grammars whose derivations are structures of different parts, at sizes of every kind. */
export const grammars: readonly Specified[] = [
  ...named(
    'chain',
    pairs(
      [
        [1, 1],
        [1, 3],
        [2, 2],
        [3, 3],
        [5, 2],
      ],
      (a, b) => [`${a} of ${b}`, chain(a, b), sequences(a, b)],
    ),
  ),
  ...named(
    'alignment',
    pairs(rectangles, (a, b) => [`${a} by ${b}`, alignment(a, b), alignments(a, b)]),
  ),
  ...named(
    'forward path',
    pairs(rectangles, (a, b) => [`${a} by ${b}`, forwardPath(a, b), forwardPaths(a, b)]),
  ),
  ...named(
    'spans',
    pairs(
      [
        [1, 1],
        [1, 3],
        [2, 2],
        [4, 1],
        [3, 2],
        [5, 1],
      ],
      (a, b) => [`${a} of ${b}`, spans(a, b), bracketings(a, b)],
    ),
  ),
  ...named(
    'trees of one root',
    [1, 2, 3, 4].map((n) => [String(n), projectiveTree(n, 'one'), projectiveTrees(n, 'one')]),
  ),
  ...named(
    'trees of many roots',
    [1, 2, 3, 4].map((n) => [String(n), projectiveTree(n, 'many'), projectiveTrees(n, 'many')]),
  ),
  ...named(
    'k-subset',
    pairs(
      [
        [1, 1],
        [4, 1],
        [5, 5],
        [6, 3],
        [8, 5],
      ],
      (a, b) => [`${b} of ${a}`, kSubset(a, b), subsets(a, b)],
    ),
  ),
  ...named(
    'correlated k-subset',
    pairs(
      [
        [1, 1],
        [4, 1],
        [4, 4],
        [6, 3],
        [7, 5],
      ],
      (a, b) => [`${b} of ${a}`, correlatedKSubset(a, b), correlatedSubsets(a, b)],
    ),
  ),
];

/** Grammars whose structures count parts, some of them alike. */
export const counting: readonly Specified[] = named('pcfg', [
  ['2 words', pcfg(2, 1, 1), parses(2, 1, 1)],
  ['3 words', pcfg(3, 2, 1), parses(3, 2, 1)],
  ['4 words', pcfg(4, 1, 2), parses(4, 1, 2)],
]);
