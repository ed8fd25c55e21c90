import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { Phase } from './size';

interface HandleOptions<Value, Grab> {
  readonly value: Value;
  /** How far the pointer is from the mark when it takes hold. */
  grabbed(event: PointerEvent<SVGGElement>): Grab;
  /** The value under a pointer that keeps that distance. */
  valueUnder(event: PointerEvent<SVGGElement>, grab: Grab): Value;
  /** The value that a key asks for, null for keys that are not ours. */
  valueOfKey(event: KeyboardEvent<SVGGElement>): Value | null;
  onChange(value: Value, phase: Phase): void;
}

/**
 * What a mark hears that is dragged by the pointer or moved by keys: every move is reported, and one commit when
 * the pointer lets go, the key comes up, or the mark is left before it does.
 */
export function useHandle<Value, Grab>(options: HandleOptions<Value, Grab>) {
  const { value, grabbed, valueUnder, valueOfKey, onChange } = options;
  const grab = useRef<Grab | null>(null);
  const keyed = useRef(false);
  const latest = useRef(value);

  function move(next: Value) {
    latest.current = next;
    onChange(next, 'move');
  }
  const commit = () => onChange(latest.current, 'commit');
  function endOfPointer() {
    if (grab.current === null) return;
    grab.current = null;
    commit();
  }
  function endOfKeys() {
    if (!keyed.current) return;
    keyed.current = false;
    commit();
  }
  return {
    onPointerDown(event: PointerEvent<SVGGElement>) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      grab.current = grabbed(event);
      latest.current = value;
    },
    onPointerMove(event: PointerEvent<SVGGElement>) {
      if (grab.current !== null) move(valueUnder(event, grab.current));
    },
    onPointerUp: endOfPointer,
    onPointerCancel: endOfPointer,
    onKeyDown(event: KeyboardEvent<SVGGElement>) {
      const next = valueOfKey(event);
      if (next === null) return;
      event.preventDefault();
      event.stopPropagation();
      keyed.current = true;
      move(next);
    },
    onKeyUp(event: KeyboardEvent<SVGGElement>) {
      if (valueOfKey(event) !== null) endOfKeys();
    },
    onBlur: endOfKeys,
  };
}
