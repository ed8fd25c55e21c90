import type { ComponentType, ReactNode } from 'react';
import type { Normalise } from '../../state/conform';
import { createLabStore, type AnyLabStore, type LabStore } from '../../state/lab-store';
import type { Calls } from '../../compute/service';
import type { ParamTable } from '../../state/params';
import type { ConnectOptions } from './connect';

/** Where controls are shown: beside the figures, under the thumb, or under a presented figure. */
export type ControlsVariant = 'panel' | 'bar' | 'presentation';

export interface LabFigure {
  /** Stands in links: letters, digits and hyphens. */
  readonly id: string;
  /** What to call it in lists; the figure's own title is a statement. */
  readonly title: string;
  /** A <Figure>. */
  render(): ReactNode;
}

export interface LabProps<T extends ParamTable, Results> {
  store: LabStore<T>;
  /** What the lab's work has told so far, as `connect` gives it. */
  results: Results;
}

export interface LabSpec<T extends ParamTable, Results, C extends Calls> {
  readonly id: string;
  readonly title: string;
  readonly table: T;
  readonly normalise?: Normalise<T>;
  /** Binds the store of the lab to its work. */
  connect(store: LabStore<T>, options: ConnectOptions<C>): Results;
  /** All figures with the controls, on an ordinary screen. */
  readonly View: ComponentType<LabProps<T, Results>>;
  readonly Controls: ComponentType<LabProps<T, Results> & { variant: ControlsVariant }>;
  figures(props: LabProps<T, Results>): readonly LabFigure[];
}

/** A lab that is on the page. */
export interface OpenLab {
  readonly figures: readonly LabFigure[];
  view(): ReactNode;
  controls(variant: ControlsVariant): ReactNode;
}

/** A lab as the shell sees it: the types of its parameters and results are its own business. */
export interface Lab {
  readonly id: string;
  readonly title: string;
  createStore(): AnyLabStore;
  /** Connects a store from `createStore` with the lab's work, and puts both on the page. */
  open(store: AnyLabStore, options: ConnectOptions<Calls>): OpenLab;
}

export function defineLab<T extends ParamTable, Results, C extends Calls>(
  spec: LabSpec<T, Results, C>,
): Lab {
  const { id, title, table, normalise, View, Controls } = spec;
  return {
    id,
    title,
    createStore: () => createLabStore(table, normalise ? { normalise } : {}),
    open(anyStore, options) {
      // the shell knows labs without their types; store and work are those of this lab
      const store = anyStore as AnyLabStore & LabStore<T>;
      const results = spec.connect(store, options as ConnectOptions<Calls> & ConnectOptions<C>);
      return {
        figures: spec.figures({ store, results }),
        view: () => <View store={store} results={results} />,
        controls: (variant) => <Controls store={store} results={results} variant={variant} />,
      };
    },
  };
}
