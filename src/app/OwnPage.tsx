import { lazy, type ComponentType } from 'react';
import type { OwnPageId } from './pages';

const bodies: Readonly<Record<OwnPageId, ComponentType>> = {
  speaker: lazy(() => import('./speaker/Speaker')),
  handout: lazy(() => import('./handout/Handout')),
  vote: lazy(() => import('./vote/Vote')),
};

/** A page that is no lab. */
export default function OwnPage({ id }: { readonly id: OwnPageId }) {
  const Body = bodies[id];
  return <Body />;
}
