import { useMemo, useState } from 'react';
import { SweepMapChart } from '../../charts/sweep-map/SweepMapChart';
import { deviceSentence } from '../../core/training/devices';
import { useVanilla } from '../../state/react';
import { encode } from '../../state/url';
import { Select } from '../../ui/controls/choices';
import { useFigureActions } from '../../ui/figure/context';
import { Figure } from '../../ui/figure/Figure';
import { narrowed, type AxisChoice } from './axis-choice';
import { useAnyLab, useWatched } from './context';
import { madeSource } from './made';
import { one } from './one';
import type { SweepFigureProps } from './sweep-props';
import { sweepChoice, sweepText, type SweepChoice } from './sweep-link';
import {
  askedMap,
  resultsOn,
  sweepDescription,
  sweepMapData,
  sweepTable,
  sweepTitle,
} from './sweep-view';
import { SweepRequest } from './SweepRequest';

/** The map that the settings of the lab ask for, and what there is of it. */
function useSweep({ sweep, results, data }: SweepFigureProps) {
  const { lab, store } = useAnyLab();
  const values = useWatched(store, (state) => state.values);
  const all = useVanilla(results, (state) => state.results);
  const { table, normalise } = store;
  const query = encode(table, values, normalise);
  const text = String(values.sweep);
  const choice = useMemo(() => sweepChoice(sweep, text), [sweep, text]);
  const asked = useMemo(
    () => askedMap(sweep, { lab: lab.id, query, data, choice }),
    [sweep, lab, query, data, choice],
  );
  const seed = Number(values.seed);
  const own = useMemo(
    () => ('fault' in asked ? [] : resultsOn(asked, seed, all)),
    [asked, seed, all],
  );
  const shown = useMemo(() => {
    if ('fault' in asked) return null;
    const { quantity } = choice;
    const words = sweep.quantities[quantity];
    return sweepMapData(asked, own, { table, values, quantity, words });
  }, [asked, own, sweep, table, values, choice]);
  return { choice, asked, own, seed, shown };
}

/** Choices of axes, and the way back out of a part of them. */
function useChoices(choice: SweepChoice) {
  const { store } = useAnyLab();
  const [outer, setOuter] = useState<readonly SweepChoice['axes'][]>([]);
  const set = (next: Partial<SweepChoice>) =>
    store.set(one('sweep', sweepText({ ...choice, ...next })), 'commit');
  return {
    set,
    /** Sweeps a part finer. */
    into(axes: SweepChoice['axes']) {
      setOuter([...outer, choice.axes]);
      set({ axes });
    },
    /** Back to what the part was of. */
    out:
      outer.length === 0
        ? null
        : () => {
            setOuter(outer.slice(0, -1));
            set({ axes: outer[outer.length - 1] });
          },
  };
}

/** Two settings against each other: a measurement in every cell, under all other settings of the lab. */
export function SweepFigure(props: SweepFigureProps) {
  const { sweep, question, cell, unit } = props;
  const { store } = useAnyLab();
  const { presenting } = useFigureActions();
  const { choice, asked, own, seed, shown } = useSweep(props);
  const { set, into, out } = useChoices(choice);
  const names = Object.keys(sweep.quantities);
  const quantity = names.includes(choice.quantity) ? choice.quantity : names[0];
  const part = (axis: AxisChoice, places: readonly number[], range: readonly [number, number]) =>
    narrowed(store.table, axis, places, range);
  return (
    <Figure
      id="sweep"
      wide
      title={sweepTitle(shown, question)}
      sentence={`${cell}, under all other settings of the lab; a click takes the lab there, and a rectangle is swept finer. ${deviceSentence(own)}`.trim()}
      description={sweepDescription(asked, shown, own)}
      source={own.length > 0 ? { ...madeSource(own), unit, seed, samples: own.length } : undefined}
      table={() => sweepTable(own, __APP_VERSION__)}
      controls={
        <>
          <Select
            label="Colours"
            value={quantity}
            options={names.map((name) => ({ value: name, label: sweep.quantities[name] }))}
            onChange={(next) => set({ quantity: next })}
          />
          {out && (
            <button type="button" className="button" onClick={out}>
              Back out of this part
            </button>
          )}
        </>
      }
      panel={
        presenting ? undefined : (
          <SweepRequest {...props} {...{ choice, asked, own, seed }} onChoice={set} />
        )
      }
      height={420}
    >
      {(frame) =>
        shown &&
        'x' in asked && (
          <SweepMapChart
            {...shown}
            {...frame}
            onPick={(across, up) =>
              store.set({ [asked.x.name]: across, [asked.y.name]: up }, 'commit')
            }
            onPart={(across, up) =>
              into([
                part(choice.axes[0], asked.x.values, across),
                part(choice.axes[1], asked.y.values, up),
              ])
            }
          />
        )
      }
    </Figure>
  );
}
