import { checkSize } from '../../checks';
import { buildHypergraph, type Hypergraph } from '../hypergraph';

/**
 * Derivations of a sentence by a weighted grammar in Chomsky's normal form. Symbols are nonterminals,
 * which give two symbols, and then preterminals, which give a word. Parts are terms [words][preterminals]
 * (this preterminal at this place), rules [nonterminals][symbols][symbols], wherever they are used, and
 * roots [nonterminals]. A rule can occur several times, so a structure counts parts, and different
 * derivations may count the same. Node (i, j, A): what a symbol gives as the words from i to j.
 * Edges: words^3 / 6 * nonterminals * symbols^2 at most.
 * @throws RangeError unless there are two words, as no nonterminal gives fewer
 */
export function pcfg(words: number, nonterminals: number, preterminals: number): Hypergraph {
  checkSize('words', words);
  checkSize('nonterminals', nonterminals);
  checkSize('preterminals', preterminals);
  if (words < 2) throw new RangeError(`words must be at least 2, got ${words}`);
  const symbols = nonterminals + preterminals;
  const rules = words * preterminals;
  const roots = rules + nonterminals * symbols * symbols;
  return buildHypergraph(roots + nonterminals, ({ node, edge }) => {
    const nodes = new Map<string, number>();
    const nodeOf = (i: number, j: number, symbol: number) => nodes.get(`${i},${j},${symbol}`);
    const add = (i: number, j: number, symbol: number) => nodes.set(`${i},${j},${symbol}`, node());

    function addRules(i: number, j: number, A: number): void {
      for (let k = i; k < j; k++) {
        for (let B = 0; B < symbols; B++) {
          for (let C = 0; C < symbols; C++) {
            const [one, other] = [nodeOf(i, k, B), nodeOf(k + 1, j, C)];
            if (one === undefined || other === undefined) continue;
            edge([rules + (A * symbols + B) * symbols + C], [one, other]);
          }
        }
      }
    }

    for (let i = 0; i < words; i++) {
      for (let T = 0; T < preterminals; T++) {
        add(i, i, nonterminals + T);
        edge([i * preterminals + T]);
      }
    }
    for (let width = 1; width < words; width++) {
      for (let i = 0; i + width < words; i++) {
        for (let A = 0; A < nonterminals; A++) {
          add(i, i + width, A);
          addRules(i, i + width, A);
        }
      }
    }
    node();
    for (let A = 0; A < nonterminals; A++) {
      const whole = nodeOf(0, words - 1, A);
      if (whole !== undefined) edge([roots + A], [whole]);
    }
  });
}
