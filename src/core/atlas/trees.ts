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
});
