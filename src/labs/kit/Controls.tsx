import { useAnyLab } from './context';
import { Bar, Sheet } from './Bar';
import { Items, nameOf } from './Items';
import { shows, useLesson } from './lesson';
import { Presets } from './Presets';

/**
 * Where controls are shown: beside the figures, under the thumb, beside the figures of a low window, or
 * under a presented figure.
 */
export type ControlsVariant = 'panel' | 'bar' | 'side' | 'presentation';

interface ControlsProps {
  readonly variant: ControlsVariant;
  /** Parameters that are left out. */
  readonly idle?: readonly string[];
}

/** The controls of a lab: all in the panel, the essential ones in a presentation and on a phone. */
export function Controls({ variant, idle = [] }: ControlsProps) {
  const { lab } = useAnyLab();
  const { lesson } = useLesson();
  const { Transport, Past } = (shows(lesson, 'run') && lab.training) || {};
  const essential = lab.controls.essential.filter((item) => !idle.includes(nameOf(item) ?? ''));
  const first = (
    <>
      {Transport && <Transport />}
      <div className="controls-essential">
        <Items items={essential} />
      </div>
      <ShowAll />
    </>
  );
  const core = (
    <>
      {first}
      {Past && <Past />}
    </>
  );
  const all = (
    <>
      {core}
      <Rest narrow />
    </>
  );
  switch (variant) {
    case 'presentation':
      return core;
    case 'bar':
      return <Bar>{all}</Bar>;
    case 'side':
      return (
        <div className="controls-side">
          {first}
          <Sheet>{all}</Sheet>
        </div>
      );
    case 'panel':
      return (
        <div className="controls">
          <div className="controls-core">{first}</div>
          {Past && <Past />}
          <Rest />
        </div>
      );
  }
}

/** All that is not essential; on a narrow screen with the options that the main figure has no room for. */
function Rest({ narrow = false }: { narrow?: boolean }) {
  const { lab, store } = useAnyLab();
  const { lesson } = useLesson();
  const { figure = [], rest } = lab.controls;
  return (
    <>
      {narrow && <Items items={figure} />}
      {lab.presets.length > 0 && shows(lesson, 'presets') && <Presets />}
      <Items items={rest} />
      {shows(lesson, 'reset') && (
        <button type="button" className="button" onClick={() => store.reset()}>
          Reset everything
        </button>
      )}
    </>
  );
}

/** The way out of a lesson that hides something, unless it is strict. */
function ShowAll() {
  const { lesson, showAll } = useLesson();
  if (!lesson?.show || lesson.strict) return null;
  return (
    <button type="button" className="show-all" onClick={showAll}>
      Show all controls
    </button>
  );
}
