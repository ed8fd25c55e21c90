import { useId, useRef, useState, type CSSProperties } from 'react';
import { lazyPart } from '../lazy-part';
import { Terms } from '../notation/Terms';
import { Menu } from '../overlay/Menu';
import { Overlaid } from '../overlay/Overlaid';
import { useFigureActions } from './context';
import { Legend } from './Legend';
import { sourceLine } from './source';
import type { FigureProps, Frame } from './types';
import { useSize } from './useSize';

/** Few readers open a menu or a table: their code comes with the first. */
const FigureMenu = lazyPart(() => import('./FigureMenu'));
const DataTable = lazyPart(() => import('./DataTable'));

const DEFAULT_HEIGHT = 240;
/** Readable from the last row: 3.3% of the height of the screen, on a narrow one 5.5% of its width. */
const PRESENTATION_TEXT = { height: 0.033, width: 0.055 };
/** A narrower screen is in a hand, where nobody sits in the last row. */
const HELD = { width: 600, text: 14 };

/** A plot with everything a reader may ask of it: what it shows, what made it, and a copy to keep. */
export function Figure(props: FigureProps) {
  const { legend, source, table, controls, children } = props;
  const id = useId();
  const actions = useFigureActions();
  const figure = useRef<HTMLElement>(null);
  const plot = useRef<HTMLDivElement>(null);
  const size = useSize(plot);
  const [tableShown, setTableShown] = useState(false);
  const { presenting, quiet } = actions;
  const said = { title: props.title, sentence: props.sentence, description: props.description };
  const { title, sentence, description } =
    quiet === null ? said : { title: quiet, sentence: '', description: NOT_YET };

  const height =
    presenting || props.height === 'fill' ? undefined : (props.height ?? DEFAULT_HEIGHT);
  return (
    <figure
      ref={figure}
      className="figure"
      id={`figure-${props.id}`}
      data-fill={height === undefined}
      data-wide={props.wide || undefined}
      data-quiet={quiet !== null || undefined}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-description`}
    >
      <div className="figure-top">
        <header className="figure-head">
          <h2 className="figure-title" id={`${id}-title`}>
            {title}
          </h2>
          {!presenting && !props.bare && actions.menu && (
            <Menu label={`Options of: ${title}`}>
              {(popup) => (
                <FigureMenu
                  {...popup}
                  figure={props}
                  element={figure}
                  tableShown={tableShown}
                  onToggleTable={() => setTableShown(!tableShown)}
                />
              )}
            </Menu>
          )}
        </header>
        <p className="figure-sentence">
          <Terms>{sentence}</Terms>
        </p>
      </div>
      {controls && <div className="figure-tools">{controls}</div>}
      {props.panel && <div className="figure-panel">{props.panel}</div>}
      <div
        className="figure-plot"
        ref={plot}
        // what reads values, or moves what is asked about, would answer
        inert={quiet !== null}
        style={{ '--plot-height': px(height) } as CSSProperties}
      >
        {size && children({ ...size, presentation: presenting, fontSize: textSize(presenting) })}
      </div>
      <footer className="figure-foot">
        {legend && legend.length > 0 && <Legend items={legend} />}
        {source && (
          <span className="figure-source" title={source.adapter}>
            {sourceLine(source)}
          </span>
        )}
      </footer>
      <p className="visually-hidden" id={`${id}-description`}>
        {description}
      </p>
      {tableShown && table && (
        <Overlaid name="Data table" onClose={() => setTableShown(false)}>
          <DataTable table={table()} caption={title} />
        </Overlaid>
      )}
    </figure>
  );
}

/** What is read out while a question about the figure is open. */
const NOT_YET = 'What it shows is said when the answer is revealed.';

const px = (height: number | undefined) => (height === undefined ? undefined : `${height}px`);

function textSize(presenting: boolean): Frame['fontSize'] {
  if (!presenting) return 13;
  if (window.innerWidth < HELD.width) return HELD.text;
  const { height, width } = PRESENTATION_TEXT;
  const text = Math.min(sizingHeight() * height, window.innerWidth * width);
  return Math.max(13, Math.ceil(text));
}

/** In another page, which may make the window as high as what is in it, the width stands in: see embed.css. */
const sizingHeight = () =>
  'embedded' in document.documentElement.dataset ? 0.6 * window.innerWidth : window.innerHeight;
