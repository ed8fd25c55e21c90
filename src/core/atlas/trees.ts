import { entries, papers } from './entry';

/** Trees and paths whose best one can be found. */
export const treeOracles = entries({
  'spanning-tree': {
    kind: 'oracle',
    name: 'Spanning tree',
    formula: {
      tex: String.raw`y^* = \operatorname*{arg\,max}_{y \in \text{trees}} \langle \theta, y \rangle`,
      plain: 'y* = argmax over the spanning trees of n nodes of <theta, y>',
    },
    source: papers.kruskal,
    help: 'Edges from the largest score down, of equal ones the first, unless they close a cycle.',
    module: 'oracles/spanning-tree/spanning-tree',
    exports: ['spanningTree'],
    golden: ['spanning_tree_map'],
    role: 'awaited',
  },
  arborescence: {
    kind: 'oracle',
    name: 'Arborescence',
    formula: {
      tex: String.raw`y^* = \operatorname*{arg\,max}_{y \in \text{arborescences}} \langle \theta, y \rangle`,
      plain: 'y* = argmax over the trees of arcs from a root of <theta, y>',
    },
    source: papers.edmonds,
    help: 'Every node with its best head; cycles are contracted and opened again. With one root arc or many.',
    module: 'oracles/arborescence/arborescence',
    exports: ['arborescence'],
    golden: ['arborescence_map'],
    role: 'awaited',
  },
  'graph-path': {
    kind: 'oracle',
    name: 'Shortest path through a graph',
    formula: {
      tex: String.raw`y^* = \operatorname*{arg\,max}_{y \in \text{paths}} \langle \theta, y \rangle`,
      plain: 'y* = argmax over the paths of a directed graph of <theta, y>, costs being -theta',
    },
    source: papers.dijkstra,
    help: 'By the algorithm of Dijkstra, in topological order without cycles, or by Bellman and Ford’s; a negative cycle is named.',
    module: 'oracles/graph-path/graph-path',
    exports: ['graphPath'],
    golden: ['shortest_path_graph'],
    role: 'awaited',
  },
});

/** Marginals of trees. */
export const treeRelaxations = entries({
  'spanning-tree-marginals': {
    kind: 'relaxation',
    name: 'Marginals of spanning trees',
    formula: {
      tex: String.raw`E\,Y, \quad p(y) \propto e^{\langle \theta, y \rangle / t}`,
      plain: 'E Y under p(y) ~ exp(<theta, y>/t) over spanning trees',
    },
    source: { ...papers.softmaxTricks, at: 'section 6' },
    help: 'Kirchhoff’s theorem by Kron reduction in logarithms: nodes are eliminated one by one, nothing is subtracted.',
    module: 'relaxations/trees/spanning-tree-marginals',
    exports: ['createSpanningTreeMarginals'],
    golden: ['spanning_tree_marginals'],
    role: 'awaited',
  },
  'arborescence-marginals': {
    kind: 'relaxation',
    name: 'Marginals of arborescences',
    formula: {
      tex: String.raw`E\,Y, \quad p(y) \propto e^{\langle \theta, y \rangle / t}`,
      plain: 'E Y under p(y) ~ exp(<theta, y>/t) over trees of arcs from a root',
    },
    source: { ...papers.matrixTree, at: 'section 3' },
    help: 'Probabilities of the heads of every node, by the same elimination. With one root arc or many.',
    module: 'relaxations/trees/arborescence-marginals',
    exports: ['createArborescenceMarginals'],
    golden: ['arborescence_marginals'],
    role: 'awaited',
  },
});

/** Exact laws of random trees. */
export const treeTruths = entries({
  'kruskal-tree': {
    kind: 'truth',
    name: 'Law of Kruskal’s tree',
    formula: {
      tex: String.raw`P(\text{next} = e) = \operatorname{softmax}(\mu / \sigma)_e \text{ over edges between parts}`,
      plain: 'the next edge is drawn by softmax(mu/sigma) among those between parts',
    },
    source: { ...papers.softmaxTricks, at: 'section 6' },
    help: 'The maximum spanning tree under Gumbel noise, exactly: a Markov chain on partitions. It is no Gibbs law.',
    module: 'laws/kruskal-tree',
    exports: ['treeInclusion', 'treeProbability'],
    role: 'awaited',
  },
  'exponential-arborescence': {
    kind: 'truth',
    name: 'Law of arborescences of exponential costs',
    formula: {
      tex: String.raw`y^* = \operatorname*{arg\,min}_y \langle c, y \rangle, \quad c_{uv} \sim \operatorname{Exp}(e^{\mu_{uv}})`,
      plain: 'y* = argmin of <c, y>, costs c exponential of rates exp(mu)',
    },
    source: { ...papers.softmaxTricks, at: 'appendix B' },
    help: 'Every node draws its head in proportion to the rates; a cycle is contracted and draws again, as the law has no memory.',
    module: 'laws/exponential-arborescence',
    exports: ['exponentialArborescence'],
    role: 'awaited',
  },
});
