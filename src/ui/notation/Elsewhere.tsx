import type { Notation, NotationEntry } from './types';
import { elsewhereLine, elsewhereOf, type Elsewhere as Name } from './words';

interface ElsewhereProps {
  readonly notation: Notation;
  readonly entry: NotationEntry;
  /** Whether all names are shown from the beginning. */
  readonly open?: boolean;
}

/**
 * What an entry is called in other papers and libraries: names that look like another of our signs first, all
 * others folded away. Nothing, if nobody has a name for it.
 */
export function Elsewhere({ notation, entry, open = false }: ElsewhereProps) {
  const { words } = notation;
  const names = elsewhereOf(notation, entry.id);
  const [confused, others] = [true, false].map((is) =>
    names.filter(({ not }) => (not !== undefined) === is),
  );
  return (
    <>
      {confused.length > 0 && (
        <div className="elsewhere">
          <p className="muted">{words.confused}</p>
          <Names {...{ notation }} names={confused} />
        </div>
      )}
      {others.length > 0 && (
        <details className="elsewhere" open={open}>
          <summary>{words.names(others.length)}</summary>
          <Names {...{ notation }} names={others} />
        </details>
      )}
    </>
  );
}

function Names({ notation, names }: { notation: Notation; names: readonly Name[] }) {
  return (
    <ul>
      {names.map((one) => {
        const { name, rest } = elsewhereLine(one, notation);
        return (
          <li key={name + rest}>
            <b>{name}</b>
            {rest}
          </li>
        );
      })}
    </ul>
  );
}
