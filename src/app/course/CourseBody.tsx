import { useState } from 'react';
import { encodeCourse } from '../../lecture/course-file';
import { scenesOf } from '../../lecture/scenes';
import { sceneTexts } from '../../lecture/texts';
import { Toggle } from '../../ui/controls/choices';
import { NumberField } from '../../ui/controls/NumberField';
import { download } from '../../ui/download';
import { useServices } from '../services';
import { courseOf, entriesOf, moved, type Entry } from './entries';
import { openHandout, startCourse } from './open';
import { courseWords as words } from './words';

/** Chooses and orders scenes, and saves the list as a file. */
export default function CourseBody({ onDone }: { onDone(): void }) {
  const services = useServices();
  const own = services.course.getState();
  const [title, setTitle] = useState(own?.title ?? words.untitled);
  const [entries, setEntries] = useState(() =>
    entriesOf(scenesOf(null, services.sessions.ids), own),
  );
  const course = courseOf(title.trim(), entries);
  const isEmpty = course.scenes.length === 0 || course.title === '';
  const minutes = entries.reduce((sum, entry) => sum + (entry.isIn ? entry.minutes : 0), 0);
  const start = () => {
    services.course.put(course);
    startCourse(services);
    onDone();
  };
  const print = () => {
    services.course.put(course);
    openHandout(services);
    onDone();
  };
  const forget = () => {
    services.course.put(null);
    onDone();
  };
  return (
    <div className="course">
      <p>{words.about}</p>
      <label className="field">
        <span>{words.title}</span>
        <input
          type="text"
          maxLength={80}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
      </label>
      <ol className="course-scenes" aria-label={words.scenes}>
        {entries.map((entry, i) => (
          <EntryRow
            key={entry.scene.id}
            entry={entry}
            onChange={(changed) => setEntries(entries.with(i, { ...entry, ...changed }))}
            onMove={(step) => setEntries(moved(entries, i, step))}
          />
        ))}
      </ol>
      <p className="muted">{words.sum(course.scenes.length, minutes)}</p>
      <p className="row">
        <button
          type="button"
          className="button primary"
          disabled={isEmpty}
          onClick={() =>
            download('noisy-argmax-course.json', encodeCourse(course, services.version))
          }
        >
          {words.save}
        </button>
        <button type="button" className="button" disabled={isEmpty} onClick={start}>
          {words.start}
        </button>
        <button type="button" className="button" disabled={isEmpty} onClick={print}>
          {words.handout}
        </button>
        {own && (
          <button type="button" className="button" onClick={forget}>
            {words.forget}
          </button>
        )}
      </p>
    </div>
  );
}

interface EntryRowProps {
  readonly entry: Entry;
  onChange(changed: Partial<Entry>): void;
  onMove(step: 1 | -1): void;
}

function EntryRow({ entry, onChange, onMove }: EntryRowProps) {
  const { name } = sceneTexts[entry.scene.id];
  return (
    <li>
      <Toggle label={name} checked={entry.isIn} onChange={(isIn) => onChange({ isIn })} />
      <NumberField
        label={words.minutes(name)}
        value={entry.minutes}
        min={0.5}
        max={600}
        onChange={(minutes) => onChange({ minutes })}
      />
      <span className="muted" aria-hidden="true">
        {words.unit}
      </span>
      <button
        type="button"
        className="icon-button"
        aria-label={words.up(name)}
        onClick={() => onMove(-1)}
      >
        ↑
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={words.down(name)}
        onClick={() => onMove(1)}
      >
        ↓
      </button>
    </li>
  );
}
