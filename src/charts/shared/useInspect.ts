import { useEffect, useReducer, type KeyboardEvent, type RefObject } from 'react';
import { activeMark, inspect, nextIndex, NOTHING, type InspectMark } from './inspect';

/**
 * Reading of exact values: a tooltip follows the pointer and the keyboard focus, a click or Enter
 * pins it, Escape or a click elsewhere releases it. The marks are one tab stop; arrows, Home and End
 * move among them.
 */
export function useInspect(marks: readonly InspectMark[], root: RefObject<HTMLElement | null>) {
  const [state, dispatch] = useReducer(inspect, NOTHING);
  const active = activeMark(marks, state);
  const pinned = state.pinned !== null;

  useEffect(() => {
    if (!pinned) return;
    const release = (event: Event) => {
      if (event instanceof globalThis.KeyboardEvent && event.key !== 'Escape') return;
      const inside = event.target instanceof Element && event.target.closest('.mark-hit, .tooltip');
      if (event.type === 'pointerdown' && inside && root.current?.contains(inside)) return;
      dispatch({ type: 'release' });
    };
    document.addEventListener('pointerdown', release);
    document.addEventListener('keydown', release);
    return () => {
      document.removeEventListener('pointerdown', release);
      document.removeEventListener('keydown', release);
    };
  }, [pinned, root]);

  const visited = marks.findIndex((mark) => mark.id === state.visited);
  const tabStop = Math.max(0, visited);

  function onKeyDown(event: KeyboardEvent<SVGGElement>) {
    if (event.key === 'Escape') return dispatch({ type: 'release' });
    const target = nextIndex(event.key, tabStop, marks.length);
    if (target !== null) {
      const hits = event.currentTarget.querySelectorAll<SVGElement>('.mark-hit');
      hits[target]?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      dispatch({ type: 'toggle', id: marks[tabStop].id });
    } else return;
    event.preventDefault();
  }

  return { active, pinned, pinnedId: state.pinned, tabStop, dispatch, onKeyDown };
}
