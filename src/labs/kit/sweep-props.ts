import type { ReactNode } from 'react';
import type { AnySweep } from './sweep';
import type { SweepStore } from './sweep-results';

/** What a lab says of its sweeps. */
export interface SweepFigureProps {
  readonly sweep: AnySweep<unknown>;
  readonly results: SweepStore;
  /** What is to be answered: its title while nothing has come. */
  readonly question: string;
  /** What a cell is, in a sentence. */
  readonly cell: string;
  /** What is counted: "trainings". */
  readonly unit: string;
  /** See `SweepJob`. */
  readonly data?: string | undefined;
  /** Why nothing can be measured at present, or null. */
  readonly blocked?: string | null;
  /** Further settings of a cell. */
  readonly more?: ReactNode;
}
