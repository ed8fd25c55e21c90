import type { LabEntry } from './sessions';

/** The labs in the order of the header. Each brings its own code, and only when it is opened. */
export const labs: readonly LabEntry[] = [
  {
    id: 'argmax',
    title: 'Argmax',
    line: 'Scores, noise and loss of a few classes: every law of the paper beside a million draws.',
    load: () => import('../labs/argmax/lab').then(({ lab }) => lab),
  },
  {
    id: 'matching',
    title: 'Matching',
    line: 'A network learns to sort: the best matching of numbers and places, perturbed.',
    load: () => import('../labs/matching/lab').then(({ lab }) => lab),
  },
  {
    id: 'knn',
    title: 'Neighbours',
    line: 'A network learns a distance: the nearest images, perturbed.',
    load: () => import('../labs/knn/lab').then(({ lab }) => lab),
  },
  {
    id: 'perturbed',
    title: 'Perturbed',
    line: 'A solver under noise: the mean of what it picks, its slopes, and losses to learn by.',
    load: () => import('../labs/perturbed/lab').then(({ lab }) => lab),
  },
  {
    id: 'paths',
    title: 'Paths',
    line: 'The cheapest way over a map under noise: which cells it crosses, and what costs learn from it.',
    load: () => import('../labs/paths/lab').then(({ lab }) => lab),
  },
];
