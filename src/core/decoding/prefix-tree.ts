import { checkLength, checkSize } from '../checks';
import { logSumExp } from '../laws/gibbs';

/**
 * What predicts a sequence action by action: an automaton whose states weigh their actions,
 *
 *   p(action | state) = exp(weight) / sum over admissible actions of exp(weight).
 */
export interface Transitions<State> {
  /** Number of actions; some may be inadmissible in a state. */
  readonly actions: number;
  readonly start: State;
  /**
   * Log-weights of the actions [actions] in a state, -Infinity where one is not admissible; null where the
   * sequence is finished.
   */
  weights(state: State): ArrayLike<number> | null;
  /** The state after an admissible action. Its sequences must end. */
  next(state: State, action: number): State;
}

/**
 * All prefixes of all sequences as nodes: 0 is the empty one, longer ones come later, and of equal length
 * those whose first different action is lower come first. Children of a node are neighbours.
 */
export interface PrefixTree {
  readonly nodes: number;
  /** The prefix without its last action [nodes]; -1 at the root. */
  readonly parent: Int32Array;
  /** The last action [nodes]; -1 at the root. */
  readonly action: Int32Array;
  /** Number of actions [nodes]. */
  readonly length: Int32Array;
  /** Children of v are children[v] .. children[v + 1] - 1 [nodes + 1]; a leaf has none. */
  readonly children: Int32Array;
  /** log p(action | prefix before it) [nodes], in nats; 0 at the root. */
  readonly logStep: Float64Array;
  /** log p(prefix) [nodes]: the sum of the steps. */
  readonly logProbability: Float64Array;
  /** Finished sequences, ascending; their probabilities sum to 1. */
  readonly leaves: Int32Array;
}

/** Most nodes of a tree: it is written out in full. */
const MAX_NODES = 65_536;

/**
 * @throws RangeError for a state of as many weights as there are not actions, a weight that is NaN or
 *   Infinity, a state without an admissible action that is not finished, or more nodes than 65,536
 */
export function createPrefixTree<State>(model: Transitions<State>): PrefixTree {
  checkSize('actions', model.actions);
  const states = [model.start];
  const [parent, action, length, children, leaves] = [[-1], [-1], [0], [1], [] as number[]];
  const [logStep, logProbability] = [[0], [0]];
  for (let node = 0; node < states.length; node++) {
    const weights = model.weights(states[node]);
    if (weights) {
      checkWeights(weights, model.actions, length[node]);
      const total = logSumExp(weights);
      for (let a = 0; a < model.actions; a++) {
        if (weights[a] === -Infinity) continue;
        states.push(model.next(states[node], a));
        parent.push(node);
        action.push(a);
        length.push(length[node] + 1);
        const step = weights[a] - total;
        logStep.push(step);
        logProbability.push(logProbability[node] + step);
      }
      if (states.length > MAX_NODES) {
        throw new RangeError(`the tree has more than ${MAX_NODES} prefixes`);
      }
    } else leaves.push(node);
    children.push(states.length);
  }
  return {
    nodes: states.length,
    parent: Int32Array.from(parent),
    action: Int32Array.from(action),
    length: Int32Array.from(length),
    children: Int32Array.from(children),
    logStep: Float64Array.from(logStep),
    logProbability: Float64Array.from(logProbability),
    leaves: Int32Array.from(leaves),
  };
}

/** The actions of a prefix, first to last. */
export function actionsOf({ parent, action }: PrefixTree, node: number): number[] {
  const actions: number[] = [];
  for (let at = node; at > 0; at = parent[at]) actions.push(action[at]);
  return actions.reverse();
}

export const isLeaf = ({ children }: PrefixTree, node: number): boolean =>
  children[node] === children[node + 1];

function checkWeights(weights: ArrayLike<number>, actions: number, length: number): void {
  const where = `weights after ${length} actions`;
  checkLength(where, weights, actions);
  let admissible = 0;
  for (let a = 0; a < actions; a++) {
    if (!(weights[a] < Infinity)) {
      throw new RangeError(`${where}[${a}] must be finite or -Infinity, got ${weights[a]}`);
    }
    if (weights[a] > -Infinity) admissible++;
  }
  if (admissible === 0) throw new RangeError(`${where} admit no action, and it is not finished`);
}
