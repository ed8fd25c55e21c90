import { useState } from 'react';
import { useFigureActions } from '../../ui/figure/context';
import { copyText } from '../copy';
import type { Cited } from './citations';

/** A work as a list of references has it, and its entry for BibTeX: both to be copied or read. */
export function Citation({ before = '', cited }: { before?: string; cited: Cited }) {
  const [open, setOpen] = useState(false);
  const { notify } = useFigureActions();
  const { apa, bibtex, url } = cited;
  const copyBibtex = () =>
    void navigator.clipboard.writeText(bibtex).then(
      () => notify('The BibTeX entry is copied.'),
      () => setOpen(true),
    );
  return (
    <div className="citation">
      <p>
        {before}
        <a href={url}>{apa}</a>
      </p>
      <p className="row">
        <button
          type="button"
          className="button"
          onClick={() => void copyText(apa, 'The reference is copied.', notify)}
        >
          Copy APA
        </button>
        <button type="button" className="button" onClick={copyBibtex}>
          Copy BibTeX
        </button>
        <button
          type="button"
          className="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          Show BibTeX
        </button>
      </p>
      {open && (
        <pre className="citation-bibtex" role="region" aria-label="BibTeX">
          {bibtex}
        </pre>
      )}
    </div>
  );
}
