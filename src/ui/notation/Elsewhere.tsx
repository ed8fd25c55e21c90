import type { Notation, NotationEntry } from './types';
import { elsewhereLine, elsewhereOf } from './words';

/** What an entry is called in other papers and libraries; nothing, if nobody has a name for it. */
export function Elsewhere({ notation, entry }: { notation: Notation; entry: NotationEntry }) {
  const { words, entries } = notation;
  const names = elsewhereOf(notation, entry.id);
  if (names.length === 0) return null;
  return (
    <div className="elsewhere">
      <p className="muted">{words.elsewhere}</p>
      <ul>
        {names.map((one) => {
          const { name, rest } = elsewhereLine(one, entries, words);
          return (
            <li key={name + rest} data-trap={one.not !== undefined || undefined}>
              <b>{name}</b>
              {rest}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
