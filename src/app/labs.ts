import type { LabEntry } from './sessions';

/** The labs in the order of the header. Each brings its own code, and only when it is opened. */
export const labs: readonly LabEntry[] = [
  {
    id: 'argmax',
    title: 'Argmax',
    load: () => import('../labs/argmax/lab').then(({ lab }) => lab),
  },
  {
    id: 'matching',
    title: 'Matching',
    load: () => import('../labs/matching/lab').then(({ lab }) => lab),
  },
  {
    id: 'knn',
    title: 'Neighbours',
    load: () => import('../labs/knn/lab').then(({ lab }) => lab),
  },
  {
    id: 'perturbed',
    title: 'Perturbed',
    load: () => import('../labs/perturbed/lab').then(({ lab }) => lab),
  },
  {
    id: 'paths',
    title: 'Paths',
    load: () => import('../labs/paths/lab').then(({ lab }) => lab),
  },
  {
    id: 'rankings',
    title: 'Rankings',
    load: () => import('../labs/rankings/lab').then(({ lab }) => lab),
  },
];

/** Pages that are made as labs are, and have no place in the header: links lead there. */
export const beside: readonly LabEntry[] = [
  {
    id: 'map',
    title: 'Regime map',
    load: () => import('../labs/argmax/map/page').then(({ lab }) => lab),
  },
];
