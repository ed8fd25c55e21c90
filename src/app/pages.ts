import { lazy, type ComponentType } from 'react';

/** A page that is no lab, by its id in links. */
interface OwnPage {
  readonly id: string;
  readonly title: string;
  readonly Body: ComponentType;
}

export const pages: readonly OwnPage[] = [
  { id: 'speaker', title: 'Speaker', Body: lazy(() => import('./speaker/Speaker')) },
  { id: 'handout', title: 'Handout', Body: lazy(() => import('./handout/Handout')) },
  { id: 'vote', title: 'Vote', Body: lazy(() => import('./vote/Vote')) },
];
