import { pcfg } from '../../hypergraph/grammars/pcfg';
import { structuredMarginals, type StructuredMarginals } from '../../hypergraph/marginals';

/**
 * Expected counts of a weighted grammar over the derivations of a sentence (the inside-outside
 * algorithm): of the preterminal of each word, terms [words][preterminals], of each rule, rules
 * [nonterminals][symbols][symbols], which sum to words - 1, and of the root, roots [nonterminals]. Symbols
 * are the nonterminals and then the preterminals.
 */
export const pcfgMarginals = (
  words: number,
  nonterminals: number,
  preterminals: number,
): StructuredMarginals =>
  structuredMarginals('grammar marginals', pcfg(words, nonterminals, preterminals));
