import { useState, type KeyboardEvent } from 'react';
import { IconButton } from '../basics';
import { eyeIcon, eyeOffIcon, pinIcon, trashIcon } from './icons';

export interface ListedRun {
  readonly id: string;
  readonly name: string;
  /** Ink and dash pattern of its lines, as the charts draw them. */
  readonly stroke: string;
  readonly dashes: string;
  /** One line: where it stands. */
  readonly detail: string;
  /** A fault in words, or ''. */
  readonly fault: string;
  /** What can be done about the fault. */
  readonly remedy?: string;
  readonly hidden: boolean;
  readonly pinned: boolean;
  /** It can be taken off the list. */
  readonly removable: boolean;
}

export interface RunListProps {
  runs: readonly ListedRun[];
  /** The run whose instance is shown. */
  current: string;
  /** Whether no more copies can be kept. */
  full: boolean;
  onSelect(id: string): void;
  onRename(id: string, name: string): void;
  onPin(id: string): void;
  onHide(id: string, hidden: boolean): void;
  onRemove(id: string): void;
  onRemedy(id: string): void;
}

/** The runs of a lab: which is shown, which are drawn, which are kept. */
export function RunList(props: RunListProps) {
  return (
    <ul className="run-list" aria-label="Runs">
      {props.runs.map((run) => (
        <Entry key={run.id} run={run} {...props} />
      ))}
    </ul>
  );
}

function Entry({ run, full, current, ...on }: RunListProps & { run: ListedRun }) {
  const { id, name, hidden, pinned, removable } = run;
  return (
    <li className="run" data-hidden={hidden}>
      <div className="run-row">
        <label className="run-select">
          <input
            type="radio"
            name="shown-run"
            checked={id === current}
            aria-label={`Show the instance of ${name}`}
            onChange={() => on.onSelect(id)}
          />
          <svg className="run-swatch" width="26" height="12" aria-hidden="true">
            <line
              x1="1"
              x2="25"
              y1="6"
              y2="6"
              style={{ stroke: run.stroke, strokeDasharray: run.dashes }}
            />
          </svg>
        </label>
        <Name name={name} onRename={(next) => on.onRename(id, next)} />
        <span className="run-tools">
          <IconButton
            icon={hidden ? eyeOffIcon : eyeIcon}
            label={hidden ? `Draw ${name}` : `Hide ${name}`}
            aria-pressed={hidden}
            onClick={() => on.onHide(id, !hidden)}
          />
          {!pinned && (
            <IconButton
              icon={pinIcon}
              label={
                full
                  ? `There are as many copies as are kept: remove one to keep one of ${name}`
                  : `Keep a copy of ${name}`
              }
              aria-disabled={full}
              onClick={() => !full && on.onPin(id)}
            />
          )}
          {removable && (
            <IconButton icon={trashIcon} label={`Remove ${name}`} onClick={() => on.onRemove(id)} />
          )}
        </span>
      </div>
      <p className="run-detail">{run.detail}</p>
      {run.fault && (
        <p className="run-fault" role="status">
          {run.fault}{' '}
          {run.remedy && (
            <button type="button" className="button" onClick={() => on.onRemedy(id)}>
              {run.remedy}
            </button>
          )}
        </p>
      )}
    </li>
  );
}

/** A name that is changed in place: Enter or leaving it keeps the new one, Escape the old one. */
function Name({ name, onRename }: { name: string; onRename(name: string): void }) {
  const [draft, setDraft] = useState<string | null>(null);
  const leave = () => {
    if (draft !== null && draft.trim() !== '') onRename(draft);
    setDraft(null);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') leave();
    if (event.key === 'Escape') setDraft(null);
  };
  return (
    <input
      className="run-name-field"
      aria-label="Name of the run"
      value={draft ?? name}
      maxLength={60}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={leave}
      onKeyDown={press}
    />
  );
}
