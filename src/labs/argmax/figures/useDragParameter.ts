import { useState } from 'react';
import type { Phase } from '../../../state/lab-store';
import { useArgmax } from '../context';

/** A stable callback that sets one parameter from a marker in a chart. */
export function useDragParameter(
  name: 'sigma' | 'epsilon' | 'coupling',
): (value: number, phase: Phase) => void {
  const { store } = useArgmax();
  const [set] = useState(() => (value: number, phase: Phase) => {
    store.set({ [name]: value }, phase);
  });
  return set;
}

/** A stable callback that sets the score of a class from a chart. */
export function useDragScore(): (i: number, value: number, phase: Phase) => void {
  const { store } = useArgmax();
  const [set] = useState(() => (i: number, value: number, phase: Phase) => {
    const { scores } = store.getState().values;
    const rounded = Number(value.toFixed(2));
    store.set({ scores: scores.map((score, j) => (j === i ? rounded : score)) }, phase);
  });
  return set;
}
