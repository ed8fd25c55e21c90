import type { PerturbedForms } from './perturbed/forms';

/**
 * One thing of the field, listed once: where it is, where it comes from and what certifies it. `Golden`
 * are the names of the files that certify it.
 */
export interface AtlasEntry<Golden extends string = string> {
  readonly kind: 'law' | 'oracle' | 'loss' | 'relaxation' | 'estimator' | 'truth' | 'decoder';
  /** As a reader finds it in a menu. */
  readonly name: string;
  readonly formula: {
    readonly tex: string;
    /** The same in words and plain symbols. */
    readonly plain: string;
  };
  /** Of an oracle that a lab perturbs: the formulas with which the lab begins. */
  readonly perturbed?: PerturbedForms;
  readonly source: {
    readonly cite: string;
    /** Where in it. */
    readonly at?: string;
    readonly url: string;
  };
  /** What it does, in a sentence or two. */
  readonly help: string;
  /** File in src/core, without .ts, and what of it is meant. */
  readonly module: string;
  readonly exports: readonly string[];
  /** Files in reference/, without .json. */
  readonly golden?: readonly Golden[];
  /**
   * `lab`: some page runs it. `reference`: a truth for tests, in core/check. `awaited`: written and
   * certified for a lab that is to come, and run by no page yet.
   */
  readonly role: 'lab' | 'reference' | 'awaited';
}

type Entries<Key extends string, Golden extends string> = Readonly<Record<Key, AtlasEntry<Golden>>>;

/** Entries keep their names as keys, and the names of their golden files. */
export const entries = <Key extends string, Golden extends string = never>(
  list: Entries<Key, Golden>,
): Entries<Key, Golden> => list;

/** Names of the golden files of some entries. */
export type GoldenOf<List> = List extends Entries<string, infer Golden> ? Golden : never;

/** Where things come from. */
export const papers = {
  randomlyPerturbed: {
    cite: 'Cohen Indelman and Hazan 2021',
    url: 'https://arxiv.org/abs/2007.05724',
  },
  perturbedOptimizers: {
    cite: 'Berthet et al. 2020',
    url: 'https://arxiv.org/abs/2002.08676',
  },
  blackbox: { cite: 'Vlastelica et al. 2020', url: 'https://arxiv.org/abs/1912.02175' },
  sinkhorn: { cite: 'Mena et al. 2018', url: 'https://arxiv.org/abs/1802.08665' },
  neuralSort: { cite: 'Grover et al. 2019', url: 'https://arxiv.org/abs/1903.08850' },
  relaxSubSample: { cite: 'Xie and Ermon 2019', url: 'https://arxiv.org/abs/1901.10517' },
  gumbelSoftmax: { cite: 'Jang et al. 2017', url: 'https://arxiv.org/abs/1611.01144' },
  assignment: { cite: 'Jonker and Volgenant 1987', url: 'https://doi.org/10.1007/BF02278710' },
  perturbAndMap: {
    cite: 'Papandreou and Yuille 2011',
    url: 'https://doi.org/10.1109/ICCV.2011.6126242',
  },
  sparseMarginals: { cite: 'Correia et al. 2020', url: 'https://arxiv.org/abs/2007.01919' },
  sparseMap: { cite: 'Niculae et al. 2018', url: 'https://arxiv.org/abs/1802.04223' },
  kruskal: { cite: 'Kruskal 1956', url: 'https://doi.org/10.1090/S0002-9939-1956-0078686-7' },
  edmonds: { cite: 'Edmonds 1967', url: 'https://doi.org/10.6028/jres.071B.032' },
  discreteLatent: { cite: 'Niculae et al. 2023', url: 'https://arxiv.org/abs/2301.07473' },
  softmaxTricks: { cite: 'Paulus et al. 2020', url: 'https://arxiv.org/abs/2006.08063' },
  sparsemax: { cite: 'Martins and Astudillo 2016', url: 'https://arxiv.org/abs/1602.02068' },
  entmax: { cite: 'Peters et al. 2019', url: 'https://arxiv.org/abs/1905.05702' },
  reinforce: { cite: 'Williams 1992', url: 'https://doi.org/10.1007/BF00992696' },
  nvil: { cite: 'Mnih and Gregor 2014', url: 'https://arxiv.org/abs/1402.0030' },
  muProp: { cite: 'Gu et al. 2016', url: 'https://arxiv.org/abs/1511.05176' },
  rebar: { cite: 'Tucker et al. 2017', url: 'https://arxiv.org/abs/1703.07370' },
  relax: { cite: 'Grathwohl et al. 2018', url: 'https://arxiv.org/abs/1711.00123' },
  selfCritic: { cite: 'Rennie et al. 2017', url: 'https://arxiv.org/abs/1612.00563' },
  leaveOneOut: { cite: 'Kool et al. 2019', url: 'https://openreview.net/forum?id=r1lgTGL5DE' },
  sumAndSample: { cite: 'Liu et al. 2019', url: 'https://arxiv.org/abs/1810.04777' },
  withoutReplacement: { cite: 'Kool et al. 2020', url: 'https://arxiv.org/abs/2002.06043' },
  matrixTree: { cite: 'Koo et al. 2007', url: 'https://aclanthology.org/D07-1015/' },
  dijkstra: { cite: 'Dijkstra 1959', url: 'https://doi.org/10.1007/BF01386390' },
  hardConcrete: { cite: 'Louizos et al. 2018', url: 'https://arxiv.org/abs/1712.01312' },
  mixedDistributions: { cite: 'Farinhas et al. 2022', url: 'https://arxiv.org/abs/2108.02658' },
  straightThrough: { cite: 'Bengio et al. 2013', url: 'https://arxiv.org/abs/1308.3432' },
  spigot: { cite: 'Peng et al. 2018', url: 'https://arxiv.org/abs/1805.04658' },
  imle: { cite: 'Niepert et al. 2021', url: 'https://arxiv.org/abs/2106.01798' },
  stochasticBeams: { cite: 'Kool et al. 2019', url: 'https://arxiv.org/abs/1903.06059' },
  bradleyTerry: {
    cite: 'Bradley and Terry 1952',
    url: 'https://doi.org/10.1093/biomet/39.3-4.324',
  },
  optimisationLayers: { cite: 'Dalle et al. 2022', url: 'https://arxiv.org/abs/2207.13513' },
  rankNet: { cite: 'Burges et al. 2005', url: 'https://doi.org/10.1145/1102351.1102363' },
  owen: { cite: 'Owen 1956', url: 'https://doi.org/10.1214/aoms/1177728074' },
  vectorQuantisation: {
    cite: 'van den Oord et al. 2017',
    url: 'https://arxiv.org/abs/1711.00937',
  },
  plackettLuce: { cite: 'Plackett 1975', url: 'https://doi.org/10.2307/2346567' },
  hiddenMarkov: { cite: 'Rabiner 1989', url: 'https://doi.org/10.1109/5.18626' },
  dynamicPrograms: { cite: 'Mensch and Blondel 2018', url: 'https://arxiv.org/abs/1802.03676' },
  spanParser: { cite: 'Stern et al. 2017', url: 'https://arxiv.org/abs/1705.03919' },
  insideOutside: {
    cite: 'Lari and Young 1990',
    url: 'https://doi.org/10.1016/0885-2308%2890%2990022-X',
  },
  projectiveTrees: { cite: 'Eisner 1996', url: 'https://aclanthology.org/C96-1058/' },
} as const;
