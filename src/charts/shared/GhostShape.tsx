import type { GhostMark } from './ghost';
import { Labels } from './Marks';

/** An answer that was given, dashed, so that nobody takes it for what is true. */
export function GhostShape({ mark: { d, label } }: { readonly mark: GhostMark }) {
  return (
    <g className="ghost">
      <path d={d} />
      {label && <Labels labels={[label]} />}
    </g>
  );
}
