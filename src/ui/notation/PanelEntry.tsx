import { useMemo } from 'react';
import { renderFormula } from '../formula/katex';
import { Elsewhere } from './Elsewhere';
import type { Notation, NotationEntry } from './types';
import { titleOf } from './words';

interface PanelEntryProps {
  readonly entry: NotationEntry;
  readonly notation: Notation;
  /** Whether it is here for what others call it. */
  readonly elsewhere: boolean;
  /** In how many figures its marks are lit now; null where they are not. */
  readonly figures: number | null;
  onLight(): void;
  /** Goes to another entry. */
  onGo(id: string): void;
}

/** One entry of the panel. */
export function PanelEntry(props: PanelEntryProps) {
  const { entry, notation, elsewhere, figures, onLight, onGo } = props;
  const { words, entries } = notation;
  const { id, name, tex, sign, concept, sentence, paper, mark, scenes, see } = entry;
  return (
    <article className="entry" data-entry={id} aria-label={titleOf(entry)}>
      <h3 tabIndex={-1}>
        {name}
        {tex && (
          <span className={concept && `text-${concept}`}>
            <Sign {...{ tex, sign }} />
          </span>
        )}
      </h3>
      <p>{sentence}</p>
      <p className="muted">
        {words.paper} {paper}
      </p>
      <Elsewhere key={String(elsewhere)} {...{ notation, entry }} open={elsewhere} />
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
              {other.name}
            </button>
          ))}
        {figures !== null && <span>{words.lit(figures)}</span>}
      </div>
      {scenes.length > 0 && <p className="muted">{words.scenes(scenes)}</p>}
    </article>
  );
}

/** Typeset at once: nothing of it moves. */
function Sign({ tex, sign }: Pick<NotationEntry, 'tex' | 'sign'>) {
  const html = useMemo(() => ({ __html: renderFormula(tex, false) }), [tex]);
  return (
    <span role="math" aria-label={sign}>
      <span aria-hidden="true" dangerouslySetInnerHTML={html} />
    </span>
  );
}
