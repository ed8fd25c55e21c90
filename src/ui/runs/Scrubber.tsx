import { RangeInput } from '../controls/RangeInput';

export interface ScrubberProps {
  /** Steps that can be looked back at, the first one first; none where there is no past. */
  readonly steps: readonly number[];
  /** The one that is looked back at, or null at present. */
  readonly at: number | null;
  /** What it is at, in words. */
  readonly text: string;
  onLook(step: number | null): void;
}

/** Looks back over the steps of a training; at the right end is the present. */
export function Scrubber({ steps, at, text, onLook }: ScrubberProps) {
  const now = Math.max(1, steps.length);
  const place = at === null ? -1 : steps.indexOf(at);
  return (
    <div className="scrubber" role="group" aria-label="Past steps">
      <span className="scrubber-name" aria-hidden="true">
        Look back
      </span>
      <RangeInput
        label="Look back over past steps"
        value={place < 0 ? now : place}
        scale={{ kind: 'linear', min: 0, max: now, step: 1, integer: true }}
        describe={() => text}
        disabled={steps.length === 0}
        onChange={(index) => onLook(steps[index] ?? null)}
      />
      <button type="button" className="button" disabled={place < 0} onClick={() => onLook(null)}>
        Now
      </button>
    </div>
  );
}
