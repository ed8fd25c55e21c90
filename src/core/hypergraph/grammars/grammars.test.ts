import { describe, expect, it } from 'vitest';
import { counting, grammars } from '../testing/grammars';
import { countDerivations, derivations } from '../walk';
import { alignment } from './alignment';
import { chain } from './chain';
import { correlatedKSubset } from './correlated-k-subset';
import { kSubset } from './k-subset';
import { pcfg } from './pcfg';
import { projectiveTree } from './projective-tree';
import { spans } from './spans';

const texts = (structures: Iterable<Float64Array>) => Array.from(structures, (y) => y.join());

describe.each([...grammars, ...counting])('the grammar of $name', ({ graph, structures }) => {
  it('derives what the set is by definition, and nothing else', () => {
    expect(texts(derivations(graph)).sort()).toEqual(texts(structures).sort());
    expect(countDerivations(graph)).toBe(structures.length);
    expect(graph.dim).toBe(structures[0].length);
  });

  it('has tails before their node, and no node that is of no use', () => {
    const { nodes, first, left, right } = graph;
    const isTail = new Uint8Array(nodes + 1);
    for (let v = 0; v < nodes; v++) {
      expect(first[v + 1]).toBeGreaterThan(first[v]);
      for (let e = first[v]; e < first[v + 1]; e++) {
        for (const tail of [left[e], right[e]]) {
          if (tail !== nodes) expect(tail).toBeLessThan(v);
          isTail[tail] = 1;
        }
      }
    }
    for (let v = 0; v < nodes - 1; v++) expect(isTail[v]).toBe(1);
  });
});

describe('the order of enumeration', () => {
  const inOrder = grammars.filter(({ name }) =>
    /^(chain|alignment|forward path|(correlated )?k-subset)/.test(name),
  );
  it.each(inOrder)('is lexicographic: $name', ({ graph, structures }) => {
    expect(texts(derivations(graph))).toEqual(texts(structures));
  });
});

describe('the number of structures', () => {
  it('is that of closed forms', () => {
    const trees = (roots: 'one' | 'many') =>
      [2, 3, 4, 5].map((n) => countDerivations(projectiveTree(n, roots)));
    expect(trees('many')).toEqual([3, 12, 55, 273]);
    expect(trees('one')).toEqual([2, 7, 30, 143]);
    expect(countDerivations(chain(20, 5))).toBe(5 ** 20);
    expect(countDerivations(alignment(6, 6))).toBe(1683);
    // the Catalan number of 9, and a label for each of 19 spans
    expect(countDerivations(spans(10, 2))).toBe(4862 * 2 ** 19);
    expect(countDerivations(kSubset(52, 5))).toBe(2_598_960);
    expect(countDerivations(correlatedKSubset(52, 5))).toBe(2_598_960);
    expect(countDerivations(pcfg(10, 1, 1))).toBe(4862);
    expect(countDerivations(chain(2000, 3))).toBe(Infinity);
  });
});

describe('sizes', () => {
  it('that make no sense are rejected by name', () => {
    expect(() => chain(0, 2)).toThrow('length must be a positive integer, got 0');
    expect(() => chain(2, 1.5)).toThrow('labels must be a positive integer, got 1.5');
    expect(() => alignment(2, 0)).toThrow('columns must be a positive integer, got 0');
    expect(() => spans(NaN, 1)).toThrow('words must be a positive integer, got NaN');
    expect(() => projectiveTree(-1, 'one')).toThrow('words must be a positive integer, got -1');
    expect(() => pcfg(1, 1, 1)).toThrow('words must be at least 2, got 1');
    expect(() => pcfg(2, 0, 1)).toThrow('nonterminals must be a positive integer, got 0');
    expect(() => kSubset(3, 4)).toThrow('k must be at most n = 3, got 4');
    expect(() => correlatedKSubset(3, 0)).toThrow('k must be a positive integer, got 0');
  });
});
