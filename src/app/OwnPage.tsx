import { type ComponentType } from 'react';
import { lazyPart } from '../ui/lazy-part';
import type { OwnPageId } from './pages';

const bodies: Readonly<Record<OwnPageId, ComponentType>> = {
  speaker: lazyPart(() => import('./speaker/Speaker')),
  handout: lazyPart(() => import('./handout/Handout')),
  vote: lazyPart(() => import('./vote/Vote')),
};

/** A page that is no lab. */
export default function OwnPage({ id }: { readonly id: OwnPageId }) {
  const Body = bodies[id];
  return <Body />;
}
