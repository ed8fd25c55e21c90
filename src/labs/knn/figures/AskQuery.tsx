import { useState } from 'react';
import { DrawingPad, type Stroke } from '../../../ui/controls/DrawingPad';
import { groupDigits } from '../../../ui/figure/source';
import type { QueryImage, SetInfo } from '../compute/protocol';
import { ParamFrame } from '../../kit/ParamFrame';
import { useKnn, useKnnValues } from '../context';

const NO_STROKES: readonly Stroke[] = [];

/** The drawing that is asked with, where it is one: the pad may be another one than before. */
const strokesOf = (asked: QueryImage | undefined): readonly Stroke[] =>
  asked?.kind === 'strokes' ? asked.strokes : NO_STROKES;

/** Which image is asked: a test image, or one that the reader draws. */
export function AskQuery({ set }: { set: SetInfo | null }) {
  const { store, results } = useKnn();
  const { query } = useKnnValues();
  const [strokes, setStrokes] = useState(() => strokesOf(results.looks.getState().query?.asked));
  const [drawing, setDrawing] = useState(strokes.length > 0);
  const [before, setBefore] = useState(query);
  if (before !== query) {
    // who asks for another image asks no longer with the drawing
    setBefore(query);
    setStrokes(NO_STROKES);
  }
  const images = set?.test ?? 1;
  const draw = (next: readonly Stroke[]) => {
    setStrokes(next);
    results.draw(next.length > 0 ? next : null);
  };
  const next = () => {
    draw(NO_STROKES);
    store.set({ query: (query + 1) % images });
  };
  return (
    <>
      <ParamFrame name="query">
        <button type="button" className="button" onClick={next}>
          Next query
        </button>
      </ParamFrame>
      <button
        type="button"
        className="button"
        aria-expanded={drawing}
        onClick={() => {
          if (drawing) draw(NO_STROKES);
          setDrawing(!drawing);
        }}
      >
        {drawing ? 'Put the drawing away' : 'Draw your own'}
      </button>
      <span className="muted ask-name">
        {strokes.length > 0 ? (
          'your drawing'
        ) : (
          <>
            <span className="ask-what">test image </span>
            {groupDigits((query % images) + 1)} of {groupDigits(images)}
          </>
        )}
      </span>
      {drawing && (
        <div className="ask-pad">
          <DrawingPad label="Your drawing" strokes={strokes} onChange={draw} />
          <button
            type="button"
            className="button"
            disabled={strokes.length === 0}
            onClick={() => draw(NO_STROKES)}
          >
            Clear the drawing
          </button>
        </div>
      )}
    </>
  );
}
