/** Ours beside PyTorch on the same device, as ratios, and what else has a goal. */
import { atLeast, atMost, row } from '../lib/rows.mjs';

/**
 * What takes time: a figure of the page in milliseconds (part, what, number), that of torch_gpu.py, and the
 * goal of ours over PyTorch's. PyTorch multiplies in short numbers (TF32) unless it is told not to; where it
 * was told, there is no goal.
 */
const times = [
  {
    ...{ name: 'LeNet step, direct loss', part: 'resident', what: 'lenet 28x28x1 step' },
    ...{ number: 'ms per step, 16 together', peer: 'lenet', goal: 1.5 },
  },
  {
    ...{ name: 'ResNet18 step, 28x28x1', part: 'resident', what: 'resnet18 28x28x1 step' },
    ...{ number: 'ms per step, 4 together', peer: 'resnet18 28', goal: 6 },
  },
  {
    ...{
      name: 'ResNet18 step, 32x32x3',
      part: 'resnet',
      what: 'ResNet18 usual, 200 images 32x32x3',
    },
    ...{ number: 'stepMs', peer: 'resnet18 32', goal: 6 },
  },
  {
    ...{
      name: 'first layers of ResNet18, 70 maps',
      part: 'paths',
      what: 'first layers of ResNet18, 70 maps',
    },
    ...{ number: 'ms forward and back', peer: 'resnet front', goal: null },
  },
  {
    ...{ name: 'search, 500 dimensions', part: 'search' },
    what: '10000 among 60000, 500 dimensions, k = 5',
    ...{ number: 'ms', peer: 'search 500', goal: 4 },
  },
  {
    ...{ name: 'search, 64 dimensions', part: 'search' },
    what: '10000 among 60000, 64 dimensions, k = 5',
    ...{ number: 'ms', peer: 'search 64', goal: null },
  },
];

/**
 * @param {readonly { part: string, what: string, numbers?: Record<string, number> }[]} told
 * @param {string} part
 * @param {RegExp} what
 * @param {string} number
 * @returns {number | undefined} the best figure of that name
 */
function best(told, part, what, number) {
  const found = told
    .filter((line) => line.part === part && what.test(line.what))
    .map((line) => line.numbers?.[number])
    .filter(Number.isFinite);
  return found.length > 0 ? Math.max(...found) : undefined;
}

/** Exactly this text. */
const exactly = (text) => new RegExp(`^${text.replace(/[().]/g, '\\$&')}$`);

/** @param {Record<string, number>} torch milliseconds by name, and a rate */
export function comparisons(told, torch) {
  const rows = times.flatMap(({ name, part, what, number, peer, goal }) => {
    const ours = best(told, part, exactly(what), number);
    if (ours === undefined) return [];
    const ratio = (suffix, bound) =>
      row(`${name}, PyTorch${suffix}`, ours / torch[peer + suffix], 'of its time', bound);
    return [ratio('', goal === null ? undefined : atMost(goal)), ratio(', float32')];
  });
  return [
    ...rows,
    // the smaller request takes half of its time on the way there and back, which PyTorch's figure leaves out
    ...sampled(told, torch, '64 M'),
    ...sampled(told, torch, '256 M', atLeast(4)),
  ];
}

function sampled(told, torch, size, goal) {
  const rate = best(told, 'sampling', /^8 choose 1, \d+ groups$/, `G samples/s at ${size}`);
  if (rate === undefined) return [];
  const ratio = (rate * 1e9) / torch['argmax per second'];
  return [row(`argmax of 8 classes, ${size} samples, PyTorch`, ratio, 'times its rate', goal)];
}

/** Repetitions of Table 1 side by side, against one of our threads on every core of the machine. */
export function againstCores(told, cores) {
  const what = /^200 repetitions side by side, d = 100, (?!Gumbel)/;
  const times = best(told, 'matching', what, 'times one CPU thread');
  if (times === undefined) return [];
  return [row(`200 repetitions, d = 100, ${cores} cores`, times / cores, 'times', atLeast(20))];
}
