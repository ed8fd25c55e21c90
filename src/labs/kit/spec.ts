import type { ComponentType } from 'react';
import type { Calls } from '../../compute/service';
import type { AtlasEntry } from '../../core/atlas/entry';
import type { Normalise } from '../../state/conform';
import type { LabStore, LabStoreOptions, Preset } from '../../state/lab-store';
import type { ParamTable, Values } from '../../state/params';
import type { RunTypes } from '../../state/runs/kind';
import type { Run } from '../../state/runs/run';
import type { RunsStore } from '../../state/runs/store';
import type { ProgramForm } from '../../ui/figure/programs';
import type { FigureSource } from '../../ui/figure/types';
import type { ConnectOptions, LabCompute } from './connect';

/** A figure of a lab. */
export interface FigureSpec {
  /** Stands in links: letters, digits and hyphens. */
  readonly id: string;
  /** What to call it in lists; the figure's own title is a statement. */
  readonly title: string;
  /** A <Figure>; it may be lazy. */
  readonly Figure: ComponentType;
  /**
   * Essential parameters that change nothing in it, or 'all' and the training neither: it has what it needs
   * itself. They have no control where it is shown alone.
   */
  readonly idle?: readonly string[] | 'all';
  /** Ids of figures that it has replaced: links that present them open it. */
  readonly formerly?: readonly string[];
}

/** A parameter that has a control under some values only, or whose range or name depends on them. */
export interface ControlledParam<T extends ParamTable> {
  readonly param: keyof T & string;
  when?(values: Values<T>): boolean;
  max?(values: Values<T>): number;
  /** What it is called under some values; else as its table says. */
  label?(values: Values<T>): string | undefined;
}

/** A part of the controls that is more than the control of one parameter. */
export type ControlPart = ComponentType & {
  /** Parameters that it sets: a lesson that shows one of them keeps it. */
  readonly sets?: readonly string[];
};

/** A parameter by its name, whose table says what control it has, or what a parameter alone can't say. */
export type ControlItem<T extends ParamTable> =
  (keyof T & string) | ControlledParam<T> | ControlPart;

/** Controls that few readers need, folded away under a title. */
export interface ControlSection<T extends ParamTable> {
  readonly title: string;
  readonly items: readonly ControlItem<T>[];
}

/** The controls of a lab as data. Run, pause and step are there by themselves where it trains. */
export interface LabControls<T extends ParamTable> {
  /** The few knobs that the lab is about: under the thumb on a phone, and below a presented figure. */
  readonly essential: readonly ControlItem<T>[];
  /** Options of the main figure, see `FigureOptions`: above it, on a narrow screen in the sheet. */
  readonly figure?: readonly ControlItem<T>[];
  /** Everything else, below the presets. */
  readonly rest: readonly (ControlItem<T> | ControlSection<T>)[];
}

/** What the kit knows of a training: its table has the parameters `method`, `compare` and `speed`. */
export interface TrainingSpec<T extends ParamTable, E extends RunTypes = RunTypes> {
  /** Stages of the slow step, in their order; the main figure tells them. */
  readonly stages: readonly string[];
  /** One line: where a run stands. */
  detail(run: Run<E>): string;
  /** What the atlas says of the chosen method. */
  entry(values: Values<T>): AtlasEntry | null;
  /** The draws that a run stands on so far. */
  drawn(run: Run<E>): Pick<FigureSource, 'samples' | 'seed'>;
  /** Settings under which runs that their rule has stopped go on to a step. */
  goOnTo(step: number): Partial<Values<T>>;
  /** Settings without a run beside the first, where that is none of a method that is compared with. */
  without?(values: Values<T>, id: string): Partial<Values<T>>;
  /** A hook: nothing can be trained on at present. */
  useBlocked?(this: void): boolean;
}

/** A training with its controls: labs without one do not load their code. */
export interface Training<T extends ParamTable> extends TrainingSpec<T> {
  /** Run, pause, step, and where it stands. */
  readonly Transport: ComponentType;
  /** Run and pause alone. */
  readonly RunButton: ComponentType;
  /** Where it stands alone. */
  readonly Status: ComponentType;
  /** The way back to past steps: after the knobs, which are asked for more often. */
  readonly Past: ComponentType;
}

/** What `connect` gives of a lab that trains, besides its own. */
export interface TrainingResults<E extends RunTypes> {
  readonly compute: LabCompute;
  readonly runs: RunsStore<E>;
  /** One step of every run. */
  step(): Promise<void>;
  /** Whether the stored runs of an earlier visit have been looked for. */
  readonly ready: Promise<void>;
}

/** A program that a reader asks for. */
export interface AskedProgram<V, Results> {
  /** Id of the figure whose numbers it prints. */
  readonly figure: string;
  readonly form: ProgramForm;
  readonly values: V;
  readonly results: Results;
  /** Lines that say where it comes from. */
  readonly origin: readonly string[];
}

/** The experiments of a lab as programs. */
export interface LabPrograms<T extends ParamTable, Results> {
  /** In which forms there is one; none where the figure is of no experiment. */
  forms(this: void, figure: string, values: Values<T>): readonly ProgramForm[];
  write(this: void, asked: AskedProgram<Values<T>, Results>): Promise<string>;
}

/** Everything that the page needs to know of a lab: the manifest, `labs/<lab>/lab.ts`. */
export interface LabSpec<T extends ParamTable, Results, C extends Calls> {
  readonly id: string;
  readonly title: string;
  readonly table: T;
  readonly normalise?: Normalise<T>;
  readonly follow?: LabStoreOptions<T>['follow'];
  /** Where the lab opens, if not at the defaults of its table, on which links rely. */
  readonly initial?: LabStoreOptions<T>['initial'];
  /** Examples, above all other controls; none where there are none. */
  readonly presets: readonly Preset<T>[];
  /** A hook: why examples can't be opened here, by their ids; the others can. */
  usePresetFaults?(this: void): Readonly<Record<string, string>>;
  /** Binds the store of the lab to its work. */
  connect(store: LabStore<T>, options: ConnectOptions<C>): Results;
  /** A line or two of text above the figures, with the formulas. */
  readonly Intro: ComponentType;
  /** The first is the main one. */
  readonly figures: readonly FigureSpec[];
  readonly controls: LabControls<T>;
  /** Of a lab that trains, see `defineTraining`; its results are `TrainingResults`. */
  readonly training?: Training<T>;
  /** Takes files that are dropped on the page, but for those of the page itself. */
  readonly Files?: ComponentType;
  /**
   * A hook: whether the main figure has its first numbers. The code of the others and the typeset
   * formulas follow its picture instead of delaying it; without the hook they come at once.
   */
  useAnswered?(this: void): boolean;
  /** The experiments behind its figures as programs to take home. */
  readonly programs?: LabPrograms<T, Results>;
  /** Hears that they may come, each time that a part of the lab is put on the page. */
  onStarted?(this: void, results: Results): void;
}

/** A lab of any types, as the parts of the kit read it. */
export type AnyLabSpec = Omit<
  LabSpec<ParamTable, unknown, Calls>,
  'table' | 'normalise' | 'follow' | 'initial' | 'connect'
>;
