import { useState } from 'react';
import { useFigureActions } from '../../ui/figure/context';
import { repositoryOf } from '../repository';
import { papers } from './papers';

/** Whose work this explains, how to cite it, and under what licence it stands. */
export function Cite() {
  const [open, setOpen] = useState(false);
  const { notify } = useFigureActions();
  const source = repositoryOf(location);
  const [{ apa, bibtex, url }] = papers;
  const copy = () =>
    void navigator.clipboard.writeText(bibtex).then(
      () => notify('The BibTeX entry is copied.'),
      () => setOpen(true),
    );
  return (
    <footer className="home-cite">
      <p>
        Explains <a href={url}>{apa}</a>
      </p>
      <p>
        <button type="button" className="button" onClick={copy}>
          Copy BibTeX
        </button>{' '}
        <button
          type="button"
          className="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          Show BibTeX
        </button>
      </p>
      {open && <pre className="home-bibtex">{bibtex}</pre>}
      <p className="muted">
        MIT licence.{source && ' '}
        {source && <a href={source}>Source code</a>}
      </p>
    </footer>
  );
}
