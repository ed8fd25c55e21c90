import type { ReactNode } from 'react';
import type { Calls } from '../../compute/service';
import { createLabStore, type AnyLabStore, type LabStore } from '../../state/lab-store';
import { createLinkCodec, type LinkCodec } from '../../state/link';
import type { ParamTable } from '../../state/params';
import type { RunTypes } from '../../state/runs/kind';
import type { ConnectOptions } from './connect';
import { Controls, type ControlsVariant } from './Controls';
import { nameOf } from './Items';
import { lessonFaults } from './lesson-names';
import { LabFrame, LabPage, PresentedFigure } from './LabPage';
import type { AnyLabSpec, FigureSpec, LabSpec, TrainingResults } from './spec';

/** A figure of a lab that is on the page. */
export interface LabFigure extends Pick<FigureSpec, 'id' | 'title' | 'formerly'> {
  render(): ReactNode;
}

/** A lab that is on the page. */
export interface OpenLab {
  readonly figures: readonly LabFigure[];
  readonly store: AnyLabStore;
  view(): ReactNode;
  /** In a presentation those of the figure that is shown. */
  controls(variant: ControlsVariant, figure?: string): ReactNode;
  /** What it stands at, in one line. */
  settings(): Promise<string>;
  /** Whether it trains. */
  readonly trains: boolean;
  /** Trains the reader's own runs from their first step, and shows them; nothing in a lab that has none. */
  train(): void;
}

/** A lab as the shell sees it: the types of its parameters and results are its own business. */
export interface Lab {
  readonly id: string;
  readonly title: string;
  /** How links say its state. */
  readonly codec: LinkCodec;
  createStore(): AnyLabStore;
  /** Connects a store from `createStore` with the lab's work, and puts both on the page. */
  open(store: AnyLabStore, options: ConnectOptions<Calls>): OpenLab;
}

export function defineLab<T extends ParamTable, Results, C extends Calls>(
  spec: LabSpec<T, Results, C>,
): Lab {
  const { id, title, table, normalise, follow, initial } = spec;
  return {
    id,
    title,
    codec: createLinkCodec((lesson) =>
      lessonFaults(
        lesson,
        Object.keys(table),
        spec.figures.map((figure) => figure.id),
      ),
    ),
    createStore: () =>
      createLabStore(table, {
        ...(normalise && { normalise }),
        ...(follow && { follow }),
        ...(initial && { initial }),
      }),
    open(anyStore, options) {
      // the shell knows labs without their types; store and work are those of this lab
      const store = anyStore as AnyLabStore & LabStore<T>;
      const results = spec.connect(store, options as ConnectOptions<Calls> & ConnectOptions<C>);
      const lab = spec as LabSpec<T, Results, C> & AnyLabSpec;
      const inLab = (part: ReactNode) => (
        // of its own for every lab: what it has begun and the hooks that it calls are this lab's
        <LabFrame key={id} lab={lab} store={anyStore} results={results}>
          {part}
        </LabFrame>
      );
      return {
        figures: spec.figures.map(({ Figure, ...figure }) => ({
          ...figure,
          render: () => inLab(<PresentedFigure Figure={Figure} />),
        })),
        store: anyStore,
        trains: spec.training !== undefined,
        view: () => inLab(<LabPage />),
        controls: (variant, figure) => {
          const idle = spec.figures.find(({ id }) => id === figure)?.idle;
          return idle === 'all'
            ? null
            : inLab(<Controls variant={variant} {...(idle && { idle })} />);
        },
        async settings() {
          const { settingsLine } = await import('./settings');
          const essential = lab.controls.essential.flatMap((item) => nameOf(item) ?? []);
          return settingsLine(lab.table, anyStore.getState().values, essential);
        },
        train() {
          const found: unknown = results;
          if (!spec.training) return;
          const { runs } = found as TrainingResults<RunTypes>;
          const own = runs.getState().runs.find(({ pinned }) => !pinned);
          if (own) runs.select(own.id);
          runs.reset();
          runs.play(true);
        },
      };
    },
  };
}
