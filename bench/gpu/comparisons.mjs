/** Ours beside PyTorch on the same device, as ratios, with the goals. */
import { atLeast, atMost, row } from '../lib/rows.mjs';

/**
 * What is compared: a figure of the page (part, what, number), one of torch_gpu.py, and the goal of ours over
 * PyTorch's. `rate` marks figures that are the better the larger they are.
 */
const pairs = [
  {
    ...{ name: 'LeNet step', part: 'resident', what: 'LeNet' },
    ...{ number: 'ms', peer: 'lenet', goal: 1.5, rate: false },
  },
];

/**
 * @param {readonly { part: string, what: string, numbers?: Record<string, number> }[]} told
 * @param {Record<string, number>} torch
 */
export function comparisons(told, torch) {
  return pairs.flatMap(({ name, part, what, number, peer, goal, rate }) => {
    const found = told.find((line) => line.part === part && line.what === what);
    const ours = found?.numbers?.[number];
    const theirs = torch[peer];
    if (!(ours > 0 && theirs > 0)) return [];
    const unit = rate ? "times PyTorch's rate" : "of PyTorch's time";
    return [row(`PyTorch: ${name}`, ours / theirs, unit, rate ? atLeast(goal) : atMost(goal))];
  });
}
