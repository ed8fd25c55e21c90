import { useState, type ComponentType, type ReactNode } from 'react';
import type { ParamTable } from '../../state/params';
import { useValues } from '../../state/react';
import { IconButton } from '../../ui/basics';
import { Disclosure } from '../../ui/controls/choices';
import { Dialog } from '../../ui/overlay/Dialog';
import { ParamControl } from './bound';
import { useAnyLab } from './context';
import { Presets } from './Presets';
import type { ControlItem, ControlledParam, ControlSection } from './spec';

/** Where controls are shown: beside the figures, under the thumb, or under a presented figure. */
export type ControlsVariant = 'panel' | 'bar' | 'presentation';

interface ControlsProps {
  readonly variant: ControlsVariant;
  /** Parameters that are left out. */
  readonly idle?: readonly string[];
}

/** The parameter that an item of the controls sets; null of a part that is more than one control. */
export function nameOf(item: ControlItem<ParamTable>): string | null {
  if (typeof item === 'string') return item;
  return typeof item === 'function' ? null : item.param;
}

/** The controls of a lab: all in the panel, the essential ones in a presentation and on a phone. */
export function Controls({ variant, idle = [] }: ControlsProps) {
  const { lab } = useAnyLab();
  const Transport = lab.training?.Transport;
  const essential = lab.controls.essential.filter((item) => !idle.includes(nameOf(item) ?? ''));
  const first = (
    <>
      {Transport && <Transport />}
      <div className="controls-essential">
        <Items items={essential} />
      </div>
    </>
  );
  if (variant === 'presentation') return first;
  if (variant === 'bar') return <Bar Past={lab.training?.Past}>{first}</Bar>;
  return (
    <div className="controls">
      <div className="controls-core">{first}</div>
      <Rest />
    </div>
  );
}

/** Brings the main figure to where the sheet, half as high as the screen, leaves it in sight. */
function showMain(): void {
  document.querySelector('.lab-main')?.scrollIntoView({ block: 'start' });
}

/** On a phone: what is essential under the thumb, all else in a sheet. */
function Bar({ Past, children }: { Past: ComponentType | undefined; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <div className={`controls-bar${Past ? ' controls-bar-training' : ''}`}>
      {children}
      <IconButton
        icon="settings"
        label="More controls"
        aria-haspopup="dialog"
        onClick={() => {
          showMain();
          setOpen(true);
        }}
      />
      <Dialog open={open} title="Controls" variant="sheet" onClose={() => setOpen(false)}>
        <div className="controls">
          {Past && <Past />}
          <Rest />
        </div>
      </Dialog>
    </div>
  );
}

function Rest() {
  const { lab, store } = useAnyLab();
  return (
    <>
      {lab.presets.length > 0 && <Presets />}
      <Items items={lab.controls.rest} />
      <button type="button" className="button" onClick={() => store.reset()}>
        Reset everything
      </button>
    </>
  );
}

type Item = ControlItem<ParamTable> | ControlSection<ParamTable>;

function Items({ items }: { items: readonly Item[] }) {
  return items.map((item, i) => {
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
