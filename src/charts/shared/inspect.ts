import { clamp } from './size';
import type { Box, Point } from './labels';

/** A mark that carries values: what the tooltip says and where it is hit. */
export interface InspectMark {
  readonly id: string;
  readonly title: string;
  /** Name and value of each quantity. */
  readonly rows: readonly (readonly [name: string, value: string])[];
  /** Area that responds to the pointer. */
  readonly box: Box;
  /** Where the tooltip points. */
  readonly at: Point;
}

/** Ids of the marks under the pointer, under the keyboard focus, pinned, and last visited. */
export interface InspectState {
  readonly hover: string | null;
  readonly focus: string | null;
  readonly pinned: string | null;
  readonly visited: string | null;
}

export type InspectAction =
  | { readonly type: 'hover'; readonly id: string | null }
  | { readonly type: 'focus'; readonly id: string; readonly visible: boolean }
  | { readonly type: 'blur' }
  | { readonly type: 'toggle'; readonly id: string }
  | { readonly type: 'release' };

export const NOTHING: InspectState = { hover: null, focus: null, pinned: null, visited: null };

export function inspect(state: InspectState, action: InspectAction): InspectState {
  switch (action.type) {
    case 'hover':
      return state.hover === action.id ? state : { ...state, hover: action.id };
    case 'focus':
      return { ...state, visited: action.id, focus: action.visible ? action.id : null };
    case 'blur':
      return { ...state, focus: null };
    case 'toggle':
      return { ...state, pinned: state.pinned === action.id ? null : action.id };
    case 'release':
      return { ...NOTHING, visited: state.visited };
  }
}

/** The mark that the tooltip shows: pinned before hovered before focused. */
export function activeMark(marks: readonly InspectMark[], { pinned, hover, focus }: InspectState) {
  const id = pinned ?? hover ?? focus;
  return marks.find((mark) => mark.id === id) ?? null;
}

/** Index that a key moves to, or null if the key is not one of ours (PageUp and PageDown never). */
export function nextIndex(key: string, index: number, count: number): number | null {
  const moves: Record<string, number> = {
    ArrowRight: index + 1,
    ArrowDown: index + 1,
    ArrowLeft: index - 1,
    ArrowUp: index - 1,
    Home: 0,
    End: count - 1,
  };
  return key in moves ? clamp(moves[key], 0, count - 1) : null;
}

/** What a screen reader says of a mark. */
export function markLabel({ title, rows }: InspectMark): string {
  return `${title}: ${rows.map(([name, value]) => `${name} ${value}`).join(', ')}`;
}

/** Corner of a tooltip near `at`, within a chart of size `room`: above right, else where it fits. */
export function placeTooltip(
  at: Point,
  tip: { readonly width: number; readonly height: number },
  room: { readonly width: number; readonly height: number },
): Point {
  const gap = 12;
  const right = at.x + gap;
  const x = right + tip.width <= room.width ? right : at.x - gap - tip.width;
  const above = at.y - gap - tip.height;
  const y = above >= 0 ? above : at.y + gap;
  return {
    x: clamp(x, 0, Math.max(0, room.width - tip.width)),
    y: clamp(y, 0, Math.max(0, room.height - tip.height)),
  };
}
