import type { ParamTable } from '../../state/params';
import { useValues } from '../../state/react';
import { Disclosure } from '../../ui/controls/choices';
import { useFigureActions } from '../../ui/figure/context';
import { useNarrow } from '../../ui/useMedia';
import { ParamControl } from './bound';
import { useAnyLab } from './context';
import { shows, useLesson } from './lesson';
import type { ControlItem, ControlledParam, ControlSection } from './spec';

/** The parameter that an item of the controls sets; null of a part that is more than one control. */
export function nameOf(item: ControlItem<ParamTable>): string | null {
  if (typeof item === 'string') return item;
  return typeof item === 'function' ? null : item.param;
}

type Item = ControlItem<ParamTable> | ControlSection<ParamTable>;

/** The parameters that an item sets. */
function namesIn(item: Item): readonly string[] {
  if (typeof item === 'string') return [item];
  if (typeof item === 'function') return item.sets ?? [];
  return 'param' in item ? [item.param] : item.items.flatMap(namesIn);
}

/** Those of a list that the lesson leaves. */
export function useLeft<I extends Item>(items: readonly I[]): readonly I[] {
  const { lesson } = useLesson();
  if (!lesson?.show) return items;
  return items.filter((item) => namesIn(item).some((name) => shows(lesson, name)));
}

/** The controls of a list. */
export function Items({ items }: { items: readonly Item[] }) {
  return useLeft(items).map((item, i) => {
    if (typeof item === 'string') return <ParamControl key={item} name={item} />;
    if (typeof item === 'function') {
      const Part = item;
      return <Part key={i} />;
    }
    if ('param' in item) return <Controlled key={item.param} {...item} />;
    return (
      <Disclosure key={item.title} summary={item.title}>
        <Items items={item.items} />
      </Disclosure>
    );
  });
}

function Controlled({ param, when, max, label }: ControlledParam<ParamTable>) {
  const { store } = useAnyLab();
  const there = useValues(store, (values) => when?.(values) ?? true);
  const most = useValues(store, (values) => max?.(values));
  const name = useValues(store, (values) => label?.(values));
  return (
    there && <ParamControl name={param} {...(most !== undefined && { max: most })} label={name} />
  );
}

/** The options of the main figure, in it: on a narrow screen its plot needs the room, and the sheet has them. */
export function FigureOptions() {
  const { lab } = useAnyLab();
  const { presenting } = useFigureActions();
  const narrow = useNarrow();
  return (presenting || !narrow) && <Items items={lab.controls.figure ?? []} />;
}
