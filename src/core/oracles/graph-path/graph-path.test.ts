import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maximiseByEnumeration } from '../../check/enumeration';
import { dot } from '../../vector';
import { forwardPath } from '../grid-path/forward-path';
import { graphPath } from './graph-path';
import type { Graph } from './graph';
import { shortestPaths } from './shortest-paths';

const allEdges = (nodes: number, wanted: (from: number, to: number) => boolean) =>
  Array.from(
    { length: nodes * nodes },
    (_, c) => [Math.floor(c / nodes), c % nodes] as const,
  ).filter(([from, to]) => wanted(from, to));
const complete = (nodes: number): Graph => ({ nodes, edges: allEdges(nodes, (u, v) => u !== v) });
const ladder = (nodes: number): Graph => ({ nodes, edges: allEdges(nodes, (u, v) => u < v) });

/** Graphs with costs: some of all edges, parallel ones and loops among them. */
const graphs = (cost: fc.Arbitrary<number>, acyclic: boolean) =>
  fc.integer({ min: 2, max: 6 }).chain((nodes) => {
    const node = fc.integer({ min: 0, max: nodes - 1 });
    const ends = fc
      .tuple(node, node)
      .map(([u, v]) => (acyclic ? ([Math.min(u, v), Math.max(u, v)] as const) : ([u, v] as const)))
      .filter(([u, v]) => !acyclic || u !== v);
    return fc.array(fc.tuple(ends, cost), { maxLength: 14 }).map((list) => ({
      graph: { nodes, edges: [...list.map(([edge]) => edge), [0, nodes - 1] as const] },
      costs: [...list.map(([, c]) => c), 5],
    }));
  });

/** All distances by the algorithm of Floyd and Warshall, and whether some cycle that counts is below 0. */
function floydWarshall({ nodes, edges }: Graph, costs: readonly number[], source: number) {
  const d = Array.from({ length: nodes }, (_, i) =>
    Array.from({ length: nodes }, (_, j) => (i === j ? 0 : Infinity)),
  );
  edges.forEach(([from, to], e) => (d[from][to] = Math.min(d[from][to], costs[e])));
  for (let k = 0; k < nodes; k++) {
    for (const row of d)
      for (let j = 0; j < nodes; j++) row[j] = Math.min(row[j], row[k] + d[k][j]);
  }
  return {
    distance: d[source],
    negative: d.some((row, node) => row[node] < 0 && d[source][node] < Infinity),
  };
}

const integer = fc.integer({ min: -4, max: 9 });
const signed = fc.oneof(integer, fc.double({ min: -10, max: 10, noNaN: true }));
const positive = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.double({ min: 0, max: 10, noNaN: true }),
  fc.constantFrom(1e6, 1e12, 1e300, 1e-300),
);

describe('the shortest path through a graph', () => {
  it.each([
    ['costs of at least 0', positive, false],
    ['costs of any sign without cycles', signed, true],
  ] as const)('is the best of all: %s', (_, cost, acyclic) => {
    fc.assert(
      fc.property(graphs(cost, acyclic), ({ graph, costs }) => {
        const oracle = graphPath(graph, 0, graph.nodes - 1);
        const all = [...oracle.enumerate()];
        expect(oracle.count()).toBe(all.length);
        expect(new Set(all.map((y) => y.join())).size).toBe(all.length);
        const y = new Float64Array(oracle.dim);
        const scores = costs.map((c) => -c);
        const value = oracle.argmax(scores, y);
        const best = maximiseByEnumeration(all, scores, () => 0, new Float64Array(oracle.dim));
        expect(Math.abs(value - best)).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(best)));
        expect(all.map((path) => path.join())).toContain(y.join());
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('takes costs of both signs with cycles unless one of these is below 0, and names that one', () => {
    let [refused, solved] = [0, 0];
    fc.assert(
      fc.property(graphs(integer, false), ({ graph, costs }) => {
        const { distance, negative } = floydWarshall(graph, costs, 0);
        const solver = shortestPaths(graph, 0);
        const numbers = Float64Array.from(costs);
        if (!negative) {
          solved++;
          expect([...solver.solve(numbers).distance]).toEqual(distance);
          return;
        }
        refused++;
        let message = '';
        try {
          solver.solve(numbers);
        } catch (error) {
          if (error instanceof RangeError) ({ message } = error);
        }
        const [, names, cost] = /^the cycle (.+) has the negative cost (-\d+)$/.exec(message) ?? [];
        const cycle = names.split(' -> ').map(Number);
        expect(cycle[0]).toBe(cycle[cycle.length - 1]);
        let sum = 0;
        for (let at = 1; at < cycle.length; at++) {
          const between = costs.filter(
            (_, e) => graph.edges[e][0] === cycle[at - 1] && graph.edges[e][1] === cycle[at],
          );
          sum += Math.min(...between);
        }
        expect(sum).toBeLessThan(0);
        expect(Number(cost)).toBeLessThan(0);
      }),
      { numRuns: 1500, seed: 2 },
    );
    expect(Math.min(refused, solved)).toBeGreaterThan(100);
  });

  it('sees no cycle below 0 in the rounding of one of 0', () => {
    const graph = {
      nodes: 4,
      edges: [
        [0, 1],
        [1, 2],
        [2, 1],
        [2, 3],
      ] as const,
    };
    const costs = [1, 0.1 + 0.2, -0.3 - 1e-15, 1];
    expect(costs[1] + costs[2]).toBeLessThan(0);
    const oracle = graphPath(graph, 0, 3);
    const y = new Float64Array(4);
    oracle.argmax(
      costs.map((cost) => -cost),
      y,
    );
    expect([...y]).toEqual([1, 1, 0, 1]);
  });

  it('names the cycle and its cost, through the oracle too', () => {
    const edges = [
      [0, 1],
      [1, 2],
      [2, 1],
      [2, 3],
    ] as const;
    const oracle = graphPath({ nodes: 4, edges }, 0, 3);
    expect(() => oracle.argmax([-1, 2, -1.5, -1], new Float64Array(4))).toThrow(
      new RangeError('the cycle 1 -> 2 -> 1 has the negative cost -0.5'),
    );
    const loop = shortestPaths(
      {
        nodes: 2,
        edges: [
          [0, 1],
          [1, 1],
        ],
      },
      0,
    );
    expect(() => loop.solve(Float64Array.of(1, -1))).toThrow(
      'the cycle 1 -> 1 has the negative cost -1',
    );
  });

  it('pays no heed to what lies on no way from source to target', () => {
    const edges = [
      [0, 1],
      [1, 2],
      [0, 3],
      [3, 0],
      [2, 2],
      [2, 0],
      [4, 1],
    ] as const;
    const oracle = graphPath({ nodes: 5, edges }, 0, 2);
    const y = new Float64Array(7);
    expect(oracle.argmax([-1, -1, 9, 9, 9, 9, 9], y)).toBe(-2);
    expect([...y]).toEqual([1, 1, 0, 0, 0, 0, 0]);
    expect(oracle.count()).toBe(1);
  });

  it('is that of a grid, laid out as a graph', () => {
    const [rows, columns] = [4, 5];
    const near = (u: number, v: number) => {
      const [down, right] = [
        Math.floor(v / columns) - Math.floor(u / columns),
        (v % columns) - (u % columns),
      ];
      return v > u && down >= 0 && down <= 1 && right >= 0 && right <= 1;
    };
    const graph = { nodes: rows * columns, edges: allEdges(rows * columns, near) };
    const path = graphPath(graph, 0, rows * columns - 1);
    const forward = forwardPath(rows, columns);
    expect(path.count()).toBe(forward.count());
    const scores = fc.array(fc.integer({ min: -50, max: 50 }), {
      minLength: rows * columns,
      maxLength: rows * columns,
    });
    fc.assert(
      fc.property(scores, (nodes) => {
        // a node's score at every edge that enters it
        const edges = graph.edges.map(([, to]) => nodes[to]);
        const value = path.argmax(edges, new Float64Array(path.dim)) + nodes[0];
        expect(value).toBe(forward.argmax(nodes, new Float64Array(forward.dim)));
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it('agrees with itself on large graphs, by either algorithm', () => {
    const graph = complete(25);
    const costs = fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 600, maxLength: 600 });
    fc.assert(
      fc.property(
        costs,
        fc.array(fc.integer({ min: -200, max: 200 }), { minLength: 25, maxLength: 25 }),
        (list, potential) => {
          // a potential makes costs negative and moves every path from 0 to v alike
          const moved = list.map(
            (cost, e) => cost + potential[graph.edges[e][0]] - potential[graph.edges[e][1]],
          );
          const plain = shortestPaths(graph, 0).solve(Float64Array.from(list)).distance;
          const other = shortestPaths(graph, 0).solve(Float64Array.from(moved)).distance;
          expect([...other].map((d, v) => d - potential[0] + potential[v])).toEqual([...plain]);
        },
      ),
      { numRuns: 60, seed: 4 },
    );
  });

  it('of a node to itself has no edges', () => {
    const oracle = graphPath(complete(3), 1, 1);
    const y = new Float64Array(6);
    expect(oracle.argmax([1, 2, 3, 4, 5, 6], y)).toBe(0);
    expect([...oracle.enumerate()]).toEqual([new Float64Array(6)]);
  });

  it('is counted: 2^(n-2) without cycles, simple paths with them', () => {
    expect([2, 3, 4, 8].map((n) => graphPath(ladder(n), 0, n - 1).count())).toEqual([1, 2, 4, 64]);
    expect([2, 3, 4, 5].map((n) => graphPath(complete(n), 0, n - 1).count())).toEqual([
      1, 2, 5, 16,
    ]);
    expect(graphPath(complete(13), 0, 12).count()).toBe(Infinity);
    expect(() => graphPath(complete(13), 0, 12).enumerate().next()).toThrow('Infinity structures');
  });

  it('is refused by name where nodes are not there or not reached', () => {
    const graph: Graph = {
      nodes: 3,
      edges: [
        [0, 1],
        [2, 1],
      ],
    };
    expect(() => graphPath(graph, 0, 2)).toThrow(
      new RangeError('target 2 cannot be reached from source 0'),
    );
    expect(() => graphPath(graph, 3, 0)).toThrow('source must name nodes from 0 to 2, got 3');
    expect(() => graphPath(graph, 0, -1)).toThrow('target must name nodes from 0 to 2, got -1');
    expect(() =>
      graphPath(
        {
          nodes: 2,
          edges: [
            [0, 1],
            [0, 2],
          ],
        },
        0,
        1,
      ),
    ).toThrow('edges[1] must name nodes from 0 to 1, got 2');
    expect(() => graphPath({ nodes: 0, edges: [] }, 0, 0)).toThrow(
      'nodes must be a positive integer',
    );
  });

  it('keeps its value in the digits of the scores', () => {
    const oracle = graphPath(ladder(6), 0, 5);
    const y = new Float64Array(oracle.dim);
    const scores = Float64Array.from({ length: oracle.dim }, (_, e) => 1e15 + Math.sin(e));
    expect(oracle.argmax(scores, y)).toBe(dot(scores, y));
    expect(y.reduce((a, b) => a + b)).toBe(5);
  });
});
