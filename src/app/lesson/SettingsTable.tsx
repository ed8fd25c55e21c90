import type { ParamTable } from '../../state/params';
import { toggled, type Choice } from './choice';
import { lessonWords as words } from './words';

interface SettingsTableProps {
  readonly table: ParamTable;
  readonly choice: Choice;
  onChange(patch: Partial<Choice>): void;
}

/** Every setting of a lab: whether its control stays, and whether it is locked. */
export function SettingsTable({ table, choice, onChange }: SettingsTableProps) {
  const { show, lock } = choice;
  return (
    <table className="class-table">
      <thead>
        <tr>
          <th scope="col">{words.settings}</th>
          <th scope="col">{words.stays}</th>
          <th scope="col">{words.locked}</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(table).map(([name, { label, symbol }]) => (
          <tr key={name}>
            <th scope="row">
              {label} {symbol}
            </th>
            <td>
              <input
                type="checkbox"
                aria-label={words.staysNamed(label)}
                checked={show.includes(name)}
                onChange={({ target }) => onChange({ show: toggled(show, name, target.checked) })}
              />
            </td>
            <td>
              <input
                type="checkbox"
                aria-label={words.lockedNamed(label)}
                checked={lock.includes(name)}
                onChange={({ target }) => onChange({ lock: toggled(lock, name, target.checked) })}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
