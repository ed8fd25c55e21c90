import type { GhostMark } from './ghost';
import { Labels } from './Marks';

interface GhostShapeProps {
  readonly mark: GhostMark;
  /** What it is of: the term that lights it, the part of the figure that a lecture leaves out. */
  readonly term?: string;
  readonly part?: string;
}

/** An answer that was given, or a pin: dashed, so that nobody takes it for what holds now. */
export function GhostShape({ mark: { d, solid, label }, term, part }: GhostShapeProps) {
  return (
    <g className="ghost" data-term={term} data-part={part}>
      <path d={d} />
      {solid && <path d={solid} className="ghost-solid" />}
      {label && <Labels labels={[label]} />}
    </g>
  );
}
