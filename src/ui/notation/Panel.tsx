import { use, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import DialogPopup from '../overlay/DialogPopup';
import DataTable from '../figure/DataTable';
import { NotationContext } from './context';
import { PanelEntry } from './PanelEntry';
import type { Notation, NotationEntry } from './types';
import { bringIntoSight, figuresWith } from './where';
import { namesTable, search } from './words';

interface PanelProps {
  /** Where it opens, from the top if null. */
  readonly at: string | null;
  /** Where the focus returns. */
  readonly from: Element | null;
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
  const [query, setQuery] = useState('');
  const body = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const { lit, figures, light } = useLight(onLight, body);
  const found = search(notation, query);
  const go = (id: string) => {
    flushSync(() => setQuery(''));
    reach(body.current, id)?.focus();
  };
  const focused = () => reach(body.current, at) ?? (typesOnScreen() || field.current);
  return (
    <DialogPopup
      open
      title={words.title}
      variant="aside"
      initialFocus={focused}
      finalFocus={() => (from instanceof HTMLElement ? from : true)}
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
          {lit === null ? words.found(found.length) : words.lit(figures)}
        </p>
        <div className="notation-list">
          {found.map(({ entry, elsewhere }) => (
            <PanelEntry
              key={entry.id}
              {...{ entry, elsewhere, notation }}
              figures={lit === entry.id ? figures : null}
              onLight={() => light(entry)}
              onGo={go}
            />
          ))}
          <h3>{words.table}</h3>
          <DataTable table={namesTable(notation)} caption={words.table} />
        </div>
      </div>
    </DialogPopup>
  );
}

/** The heading of an entry, at the top of the list; null where it is not. */
function reach(body: HTMLElement | null, id: string | null): HTMLElement | null {
  if (!body || id === null) return null;
  const heading = body.querySelector<HTMLElement>(`[data-entry="${CSS.escape(id)}"] > h3`);
  heading?.scrollIntoView({ block: 'start' });
  return heading;
}

/** A keyboard on the screen would cover the panel: there the search waits to be touched. */
const typesOnScreen = () => matchMedia('(pointer: coarse)').matches;

/** The entry whose marks are lit, and in how many figures they are. */
function useLight(onLight: PanelProps['onLight'], panel: RefObject<Element | null>) {
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
    const top = panel.current?.closest('.dialog')?.getBoundingClientRect().top ?? 0;
    // at the bottom of the window it covers what is below its edge
    bringIntoSight(there, top > 0 ? top : window.innerHeight);
  };
  return { lit: entry, figures, light };
}
