import { useSyncExternalStore } from 'react';
import { useFigureActions } from '../figure/context';
import type { MenuItem } from '../overlay/types';

/** What the choice is called, and its two sides: those who read the file know theirs by the look of a number. */
export const CSV_NUMBERS = 'Numbers in CSV files';
export const csvNumbers = [
  { value: 'point', label: '0.5, a comma between cells' },
  { value: 'comma', label: '0,5, a semicolon between cells' },
] as const;
export type CsvNumbersValue = (typeof csvNumbers)[number]['value'];

/** Whether CSV files are written with decimal commas, as the reader chose once, and what changes it. */
export function useDecimalComma() {
  const { preferences } = useFigureActions();
  const decimalComma = useSyncExternalStore(
    preferences?.subscribe ?? never,
    () => preferences?.getState().decimalComma ?? false,
  );
  const value: CsvNumbersValue = decimalComma ? 'comma' : 'point';
  const choose = (next: CsvNumbersValue) => preferences?.set({ decimalComma: next === 'comma' });
  return { decimalComma, value, choose };
}

const never = () => () => undefined;

/** The choice in a menu. */
export function csvChoice({ value, choose }: ReturnType<typeof useDecimalComma>): MenuItem {
  const onChoose = (next: string) => choose(next as CsvNumbersValue);
  return { label: CSV_NUMBERS, value, choices: csvNumbers, onChoose };
}
