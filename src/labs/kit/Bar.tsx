import { useState, type ReactNode } from 'react';
import type { ParamTable } from '../../state/params';
import { IconButton } from '../../ui/basics';
import { nameOf as spokenName } from '../../ui/controls/ControlName';
import { Swiped } from '../../ui/controls/Swiped';
import { Dialog } from '../../ui/overlay/Dialog';
import { useAnyLab } from './context';
import { Items, nameOf, useLeft } from './Items';
import { shows, useLesson } from './lesson';
import type { ControlItem } from './spec';
import { settingsIcon } from '../../ui/lab-icons';

/** Under the thumb, in one row: run and pause, one knob at a time, and the sheet with everything. */
export function Bar({ children }: { children: ReactNode }) {
  const { lab, store } = useAnyLab();
  const { lesson } = useLesson();
  const essential = useLeft(lab.controls.essential);
  const RunButton = lab.training?.RunButton;
  const partOf = (item: ControlItem<ParamTable>, i: number) => {
    const name = nameOf(item);
    const { label, symbol } = name === null ? unnamed(i) : store.table[name];
    const content = <Items items={[item]} />;
    return { name: spokenName({ label, symbol }), symbol: symbol || label, content };
  };
  return (
    <div className="controls-bar">
      {RunButton && shows(lesson, 'run') && <RunButton />}
      {essential.length > 0 && <Swiped parts={essential.map(partOf)} />}
      <Sheet>{children}</Sheet>
    </div>
  );
}

/** What a part of the controls that is no parameter is called. */
const unnamed = (i: number) => ({ label: `control ${i + 1}`, symbol: String(i + 1) });

/** A button, and the sheet that it opens. */
export function Sheet({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton
        icon={settingsIcon}
        label="More controls"
        aria-haspopup="dialog"
        onClick={() => {
          showMain();
          setOpen(true);
        }}
      />
      <Dialog open={open} title="Controls" variant="sheet" onClose={() => setOpen(false)}>
        <div className="controls">{children}</div>
      </Dialog>
    </>
  );
}

/** Brings the main figure to where the sheet, half as high as the screen, leaves it in sight. */
function showMain(): void {
  document.querySelector('.lab-main')?.scrollIntoView({ block: 'start' });
}
