import { MOST_NEAR, NONE } from './neighbours';

/** How far the nodes of some maps are from the first one, the maps side by side. */
export interface Distances {
  readonly values: Float64Array;
  /** Where the values of a node begin [n]: that of map `lane` is `values[places[node] + lane]`. */
  readonly places: Int32Array;
}

/**
 * The path that `searchGrid` finds, from the distances alone, which any algorithm may have found: a node is
 * reached from the first of its neighbours that is left, and that is one of the nearest. Where several are
 * equally near, as costs of 0 make them, the search is played through among the nodes at their distance.
 *
 * @param near neighbours of every node, as `flatNeighbours` has them
 */
export function createWayBack(near: Int32Array, { values, places }: Distances) {
  const n = places.length;
  /** When the nodes at a distance are left: their turn, or WAITING or UNSEEN. */
  const turns = new Int32Array(n);
  /** Those that wait, a bit for each. */
  const waiting = new Int32Array(Math.ceil(n / WORD));
  const wait = (node: number) => {
    turns[node] = WAITING;
    waiting[Math.floor(node / WORD)] |= 1 << (node % WORD);
  };

  /** Before any node at a distance is left those wait that have a nearer neighbour, and the first of all. */
  function begin(distance: number, lane: number): void {
    turns.fill(UNSEEN);
    waiting.fill(0);
    // nothing is nearer than the first node
    if (values[places[0] + lane] === distance) return wait(0);
    for (let node = 0; node < n; node++) {
      if (values[places[node] + lane] !== distance) continue;
      for (let j = MOST_NEAR * node; j < MOST_NEAR * (node + 1) && near[j] !== NONE; j++) {
        if (values[places[near[j]] + lane] >= distance) continue;
        wait(node);
        break;
      }
    }
  }

  /** Of those that wait the lowest is left, and its neighbours wait, until one is left that is next to `goal`. */
  function firstBeside(goal: number, distance: number, lane: number): number {
    begin(distance, lane);
    for (let turn = 0; ; turn++) {
      let word = 0;
      while (waiting[word] === 0) word++;
      const lowest = waiting[word] & -waiting[word];
      waiting[word] ^= lowest;
      const node = WORD * word + WORD - 1 - Math.clz32(lowest);
      turns[node] = turn;
      let isBeside = false;
      for (let j = MOST_NEAR * node; j < MOST_NEAR * (node + 1) && near[j] !== NONE; j++) {
        const next = near[j];
        if (next === goal) isBeside = true;
        if (turns[next] === UNSEEN && values[places[next] + lane] === distance) wait(next);
      }
      if (isBeside) return node;
    }
  }

  /** @returns the nodes of the path of map `lane`, from the first to the last */
  return (lane: number): number[] => {
    const path = [n - 1];
    let played = NaN;
    for (let node = n - 1; node !== 0; path.push(node)) {
      const [from, to] = [MOST_NEAR * node, MOST_NEAR * (node + 1)];
      let best = near[from];
      let least = values[places[best] + lane];
      let isTied = false;
      for (let j = from + 1; j < to && near[j] !== NONE; j++) {
        const distance = values[places[near[j]] + lane];
        if (distance > least) continue;
        isTied = distance === least;
        if (isTied) continue;
        best = near[j];
        least = distance;
      }
      if (isTied && least === played) {
        // whoever comes before a node that has been left was left before it
        for (let j = from; j < to && near[j] !== NONE; j++) {
          const other = near[j];
          const isRival = values[places[other] + lane] === least;
          if (isRival && turns[other] < turns[best]) best = other;
        }
      } else if (isTied) {
        best = firstBeside(node, least, lane);
        played = least;
      }
      node = best;
    }
    return path.reverse();
  };
}

/** Bits of an integer. */
const WORD = 32;
/** Later than any turn. */
const UNSEEN = 0x7fffffff;
const WAITING = UNSEEN - 1;
