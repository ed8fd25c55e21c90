import {
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ClipboardEvent,
  type PointerEvent,
} from 'react';
import { EmbellishContext, useBegin } from '../activity';
import { whenIdle } from './idle';
import { fillPlain, litTerm, placeSlots } from './live';

export interface FormulaProps {
  /** TeX; `\htmlData{slot=sigma}{1.00}` is a live number, `\htmlData{term=noise}{...}` a term. */
  tex: string;
  /** The formula in words and plain symbols, read aloud and shown until KaTeX is there: "{sigma}". */
  plain: string;
  /** Live numbers by slot. They replace text in place: nothing is typeset again. */
  slots?: Readonly<Record<string, string>>;
  /** The terms that the keyboard can light, with what they are called; the pointer lights any. */
  terms?: Readonly<Record<string, string>>;
  /** The term that is lit now, also from elsewhere. */
  lit?: string | null;
  onHoverTerm?(term: string | null): void;
  display?: boolean;
  /** Height kept free before KaTeX arrives, in em. */
  reserve?: number;
}

/** A typeset formula with live numbers; pointing at one of its terms, or tabbing to it, lights it. */
export function Formula(props: FormulaProps) {
  const { tex, plain, slots = {}, terms = {}, lit, onHoverTerm, display = true } = props;
  const html = useTypeset(tex, display);
  const root = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (root.current && html) placeSlots(root.current, slots);
  }, [html, slots]);
  useLayoutEffect(() => {
    if (root.current && html) litTerm(root.current, lit ?? null);
  }, [html, lit]);

  const hover = (event: PointerEvent) => {
    const term = (event.target as Element).closest<HTMLElement>('[data-term]')?.dataset['term'];
    onHoverTerm?.(term ?? null);
  };
  const words = fillPlain(plain, slots);
  return (
    <span
      className="formula"
      translate="no"
      data-display={display}
      style={{ minHeight: `${props.reserve ?? 2}em` }}
      onCopy={(event) => copyWords(event, words)}
    >
      <span
        role="math"
        aria-label={words}
        onPointerOver={hover}
        onPointerLeave={() => onHoverTerm?.(null)}
      >
        {html ? (
          <span ref={root} aria-hidden="true" dangerouslySetInnerHTML={html} />
        ) : (
          <span aria-hidden="true">{words}</span>
        )}
      </span>
      {onHoverTerm &&
        Object.entries(terms).map(([term, name]) => (
          <button
            key={term}
            type="button"
            className="visually-hidden"
            onFocus={() => onHoverTerm(term)}
            onBlur={() => onHoverTerm(null)}
          >
            Show {name}
          </button>
        ))}
    </span>
  );
}

/** What is chosen of one formula is copied as it is read: the order of typeset signs is none that can be read. */
function copyWords(event: ClipboardEvent, words: string) {
  const chosen = document.getSelection()?.getRangeAt(0).commonAncestorContainer;
  if (!chosen || !event.currentTarget.contains(chosen)) return;
  event.clipboardData.setData('text/plain', words);
  event.preventDefault();
}

/** The markup once KaTeX is loaded; the object keeps its identity, so React leaves the DOM alone. */
function useTypeset(tex: string, display: boolean): { __html: string } | null {
  const [html, setHtml] = useState<{ __html: string } | null>(null);
  const begin = useBegin();
  const may = useContext(EmbellishContext);
  useEffect(() => {
    let wanted = true;
    const end = begin();
    if (!may) return end;
    const load = () =>
      import('./katex')
        .then(
          ({ renderFormula }) => wanted && setHtml({ __html: renderFormula(tex, display) }),
          // offline: the plain text stays
          () => undefined,
        )
        .finally(end);
    const cancel = whenIdle(() => void load());
    return () => {
      wanted = false;
      cancel();
      end();
    };
  }, [tex, display, begin, may]);
  return html;
}
