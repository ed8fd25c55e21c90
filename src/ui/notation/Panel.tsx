import { use, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import DialogPopup from '../overlay/DialogPopup';
import { DataTable } from '../figure/DataTable';
import { useNarrow } from '../useMedia';
import { NotationContext } from './context';
import { PanelEntry } from './PanelEntry';
import type { Notation, NotationEntry } from './types';
import { bringIntoSight, figuresWith } from './where';
import { namesTable, search } from './words';

interface PanelProps {
  /** Where it opens, from the top if null. */
  readonly at: string | null;
  /** Where the focus returns. */
  readonly from: HTMLElement | null;
  /** Lights the marks of a term in the charts. */
  onLight(mark: string | null): void;
  onClose(): void;
}

/** All entries beside the page, which stays in use: what they mean can be lit in it. */
export default function Panel(props: PanelProps) {
  const actions = use(NotationContext);
  const notation = actions && use(actions.load());
  if (!notation) return null;
  return <Entries notation={notation} {...props} />;
}

function Entries({ notation, at, from, onLight, onClose }: PanelProps & { notation: Notation }) {
  const { words } = notation;
  const narrow = useNarrow();
  const [query, setQuery] = useState('');
  const body = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const { lit, figures, light } = useLight(onLight, narrow);
  const found = search(notation, query);
  const go = (id: string) => {
    flushSync(() => setQuery(''));
    headingOf(body.current, id)?.focus();
  };
  // a keyboard on the screen would cover the sheet: there the search waits to be touched
  const focused = () => headingOf(body.current, at) ?? (narrow ? true : field.current);
  return (
    <DialogPopup
      open
      title={words.title}
      variant="aside"
      initialFocus={focused}
      finalFocus={() => from}
      onClose={onClose}
    >
      <div className="notation" ref={body}>
        <input
          ref={field}
          type="text"
          role="searchbox"
          aria-label={words.search}
          placeholder={words.search}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <p className="visually-hidden" role="status">
          {words.found(found.length)}
        </p>
        {found.map((entry) => (
          <PanelEntry
            key={entry.id}
            {...{ entry, notation }}
            figures={lit === entry.id ? figures : null}
            onLight={() => light(entry)}
            onGo={go}
          />
        ))}
        <h3>{words.table}</h3>
        <DataTable table={namesTable(notation)} caption={words.table} />
      </div>
    </DialogPopup>
  );
}

const headingOf = (body: HTMLElement | null, id: string | null) =>
  id === null
    ? null
    : (body?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(id)}"] > h3`) ?? null);

/** The entry whose marks are lit, and in how many figures they are. */
function useLight(onLight: PanelProps['onLight'], narrow: boolean) {
  const [entry, setEntry] = useState<string | null>(null);
  const [figures, setFigures] = useState(0);
  const light = ({ id, mark = '' }: NotationEntry) => {
    const on = id !== entry;
    // the charts may draw marks for this alone: they are there to be counted
    flushSync(() => {
      setEntry(on ? id : null);
      onLight(on ? mark : null);
    });
    if (!on) return;
    const there = figuresWith(mark);
    setFigures(there.length);
    bringIntoSight(there, narrow ? window.innerHeight / 2 : window.innerHeight);
  };
  return { lit: entry, figures, light };
}
