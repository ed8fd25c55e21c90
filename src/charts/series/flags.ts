import { upright } from '../shared/axes';
import type { Frame } from '../shared/cartesian';
import { keepWithin, labelBox, type Label, type Line } from '../shared/labels';
import { flagAt } from '../shared/marker';
import type { Scale } from '../shared/scale';
import type { TypeScale } from '../shared/size';
import type { SeriesEvent } from './model';

export interface Flags {
  /** A stroke at the step of every event. */
  readonly poles: readonly Line[];
  /** What has changed there; where many stand together, how many. */
  readonly labels: readonly Label[];
}

/** Height over the plot that flags need. */
export const flagRoom = ({ row }: TypeScale) => row;

/** Where flags stand: the axis of the steps, the plot under it, and the width of all. */
interface FlagPlace {
  readonly x: Scale;
  readonly frame: Pick<Frame, 'top' | 'left' | 'bottom'>;
  readonly width: number;
  readonly type: TypeScale;
}

/** The step that is looked back at: its line and its name, which no flag covers. */
export function pastMark(step: number, place: FlagPlace): { pole: Line; label: Label } {
  const { x, frame } = place;
  return {
    pole: upright(x(step), frame.top, frame.bottom),
    label: { ...wordsAt(x(step), `step ${step}`, place), kind: 'past' },
  };
}

/** The flags whose words are not in the way of a label. */
export const besides = (flags: Flags, label: Label): Flags => ({
  ...flags,
  labels: flags.labels.filter((flag) => !reaches(flag, label) || !reaches(label, flag)),
});

const wordsAt = (at: number, text: string, { frame, width, type }: FlagPlace): Label =>
  keepWithin(flagAt(at, { text, kind: 'flag' }, frame, width, type).label, frame.left, width);

/** Flags over the plot at the steps where something has changed. */
export function flagsOf(events: readonly SeriesEvent[], place: FlagPlace): Flags {
  const { x, frame } = place;
  const heaps: { readonly at: number; readonly labels: readonly string[]; label: Label }[] = [];
  const apart = [...new Set(events.map(({ step, label }) => `${step} ${label}`))].map((key) =>
    events.find(({ step, label }) => `${step} ${label}` === key)!,
  );
  for (const { step, label } of [...apart].sort((a, b) => a.step - b.step)) {
    let next = heapOf(x(step), [label]);
    // a flag that would cover the one before it joins it
    for (let last = heaps.at(-1); last && reaches(last.label, next.label); last = heaps.at(-1)) {
      next = heapOf(last.at, [...last.labels, ...next.labels]);
      heaps.pop();
    }
    heaps.push(next);
  }
  return {
    poles: [...new Set(apart.map(({ step }) => step))].map((step) =>
      upright(x(step), frame.top, frame.bottom),
    ),
    labels: heaps.map(({ label }) => label),
  };

  function heapOf(at: number, labels: readonly string[]) {
    return { at, labels, label: wordsAt(at, heapText(labels), place) };
  }
}

/** Pixels between two flags at least. */
const APART = 8;

function reaches(before: Label, after: Label): boolean {
  const [a, b] = [labelBox(before), labelBox(after)];
  return b.x < a.x + a.width + APART;
}

/** One event in its own words, many of one kind by their number, and the rest as so many changes. */
export function heapText(labels: readonly string[]): string {
  const [first] = labels;
  if (labels.length === 1) return first;
  const kind = (label: string) => label.split(' ')[0];
  const isOne = labels.every((label) => kind(label) === kind(first));
  return isOne ? `${labels.length} × ${kind(first)}` : `${labels.length} changes`;
}
