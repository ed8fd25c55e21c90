import type { Concept } from '../concept';

/** An idea of the field as a reader meets it: its sign, its name and what it is. */
export interface NotationEntry {
  readonly id: string;
  readonly name: string;
  /** The sign in TeX and in plain text; both '' where there is none. */
  readonly tex: string;
  readonly sign: string;
  readonly concept?: Concept;
  /** What it is, in one sentence for a student. */
  readonly sentence: string;
  /** How the paper says it, in our words, and where. */
  readonly paper: string;
  /** The words and signs of captions that mean it; those of no other entry. */
  readonly terms: readonly string[];
  /** The signs of formulas and controls that it explains. */
  readonly signs: readonly string[];
  /** Names of the parameters whose controls it explains. */
  readonly params: readonly string[];
  /** The term whose marks show it in charts. */
  readonly mark?: string;
  /** Numbers of the scenes of the lecture that are about it. */
  readonly scenes: readonly number[];
  /** Ids of entries that are easily confused with it, or that it rests on. */
  readonly see: readonly string[];
}

/** What something is called elsewhere. */
export interface OtherName {
  readonly name: string;
  /** What else has to be known to read it. */
  readonly note?: string;
  /** Id of the entry that it looks like here, and is not. */
  readonly not?: string;
}

/** A paper or a library, and what it calls things: null where it has no name for one. */
export interface NotationSource {
  readonly name: string;
  readonly kind: 'paper' | 'library';
  readonly url: string;
  /** By the id of the entry. */
  readonly names: Readonly<Record<string, string | OtherName | null>>;
}

/** The words of the panel and of the popovers. */
export interface NotationWords {
  readonly title: string;
  readonly search: string;
  readonly paper: string;
  readonly confused: string;
  readonly where: string;
  readonly see: string;
  readonly table: string;
  readonly source: string;
  names(count: number): string;
  scenes(numbers: readonly number[]): string;
  found(count: number): string;
  lit(figures: number): string;
  /** Said of a name that looks like one of ours. */
  notOurs(sign: string): string;
}

/** All that is said of the notation, in one language. */
export interface Notation {
  readonly words: NotationWords;
  readonly entries: readonly NotationEntry[];
  /** Ids of the entries that other sources have names for, in the order of a table's columns. */
  readonly named: readonly string[];
  readonly sources: readonly NotationSource[];
}
