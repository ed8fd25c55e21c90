import type { ReactNode } from 'react';
import type { ProgramForm } from './programs';

/** The numbers behind a figure, as they are exported and read out. */
export interface FigureTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (number | string)[])[];
}

export type LegendMark = 'square' | 'hatch' | 'line' | 'dash' | 'ring' | 'dot' | 'cross';

export interface LegendItem {
  readonly label: string;
  /** A CSS colour, such as 'var(--signal)'. */
  readonly color: string;
  readonly mark: LegendMark;
}

/** Where the numbers of a figure come from. */
export interface FigureSource {
  readonly backend: string;
  readonly adapter: string;
  readonly samples: number;
  /** What is counted where that is no draw: "runs". */
  readonly unit?: string;
  readonly seed: number;
  /** The version of this project that made them, where they came with the site. */
  readonly recorded?: string;
  /** The step of a training that they are of, where that is a past one: "step 64 of 317". */
  readonly past?: string;
}

/** The box that a chart draws into, in CSS pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly presentation: boolean;
  /** Size of the smallest text. */
  readonly fontSize: number;
}

/** The experiment behind a figure as a program, by the id of the figure. */
export interface FigurePrograms {
  forms(figure: string): readonly ProgramForm[];
  write(figure: string, form: ProgramForm): Promise<string>;
}

/** What the reader chose of files, which the browser keeps. */
export interface FilePreferences {
  getState(): { readonly decimalComma: boolean };
  subscribe(listener: () => void): () => void;
  set(patch: { readonly decimalComma: boolean }): void;
}

/** What figures ask of the page around them. */
export interface FigureActions {
  /** Whether the page shows one figure on a big screen. */
  readonly presenting: boolean;
  /** While a question is open the title would answer it: what the figure is called instead, or null. */
  readonly quiet: string | null;
  /** Whether figures have their menu. */
  readonly menu: boolean;
  /** What the figure was drawn with, in a line for its exports: "σ 0.3, ε −1, Gumbel". */
  settings(): Promise<string>;
  /** The receipt of a figure as one line of JSON. */
  receipt(source: FigureSource | undefined, table: FigureTable | undefined): Promise<string>;
  /** The experiments behind the figures as programs; null where there are none. */
  readonly programs: FigurePrograms | null;
  /** null where nothing is kept. */
  readonly preferences: FilePreferences | null;
  copyLink(id: string): void;
  present(id: string): void;
  /** Offers the code that puts a figure into another page. */
  embed(id: string, title: string): void;
  /** Begins a report of a problem with a figure, by its receipt. */
  report(receipt: string): void;
  notify(message: string, tone?: 'info' | 'warning' | 'error'): void;
}

export interface FigureProps {
  id: string;
  /** A statement, not a noun. */
  title: string;
  /** One sentence of what to look for. */
  sentence: ReactNode;
  /** What the data says, in sentences: read out, never shown. */
  description: string;
  legend?: readonly LegendItem[];
  source?: FigureSource | undefined;
  /** Called when the table is shown or exported; without it there is neither. */
  table?(): FigureTable;
  /** Controls of this figure alone, in a line under its sentence. */
  controls?: ReactNode;
  /** Settings that need more room than a line: above the plot. */
  panel?: ReactNode;
  /** Without the menu of exports and links: a picture that belongs to no lab. */
  bare?: boolean;
  /** Takes the whole width where others stand side by side. */
  wide?: boolean;
  /** Height of the plot in pixels; 'fill' takes what the layout leaves. */
  height?: number | 'fill';
  children(frame: Frame): ReactNode;
}
