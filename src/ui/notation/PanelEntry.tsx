import { Formula } from '../formula/Formula';
import { Elsewhere } from './Elsewhere';
import type { Notation, NotationEntry } from './types';
import { titleOf } from './words';

interface PanelEntryProps {
  readonly entry: NotationEntry;
  readonly notation: Notation;
  /** In how many figures its marks are lit now; null where they are not. */
  readonly figures: number | null;
  onLight(): void;
  /** Goes to another entry. */
  onGo(id: string): void;
}

/** One entry of the panel. */
export function PanelEntry({ entry, notation, figures, onLight, onGo }: PanelEntryProps) {
  const { words, entries } = notation;
  const { id, name, tex, sign, concept, sentence, paper, mark, scenes, see } = entry;
  return (
    <section className="entry" data-entry={id} aria-label={titleOf(entry)}>
      <h3 tabIndex={-1}>
        {name}
        {tex && (
          <span className={concept && `text-${concept}`}>
            <Formula tex={tex} plain={sign} display={false} />
          </span>
        )}
      </h3>
      <p>{sentence}</p>
      <p className="muted">
        {words.paper} {paper}
      </p>
      <Elsewhere {...{ notation, entry }} />
      <div className="entry-tools">
        {mark !== undefined && (
          <button type="button" className="chip" aria-pressed={figures !== null} onClick={onLight}>
            {words.where}
          </button>
        )}
        {see.length > 0 && <span className="muted">{words.see}</span>}
        {entries
          .filter((other) => see.includes(other.id))
          .map((other) => (
            <button key={other.id} type="button" className="chip" onClick={() => onGo(other.id)}>
              {titleOf(other)}
            </button>
          ))}
        <span role="status">{figures !== null && words.lit(figures)}</span>
      </div>
      {scenes.length > 0 && (
        <p className="muted">
          {words.scenes} {scenes.join(', ')}
        </p>
      )}
    </section>
  );
}
