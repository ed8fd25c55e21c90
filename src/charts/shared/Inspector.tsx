import { useLayoutEffect, useRef, type Dispatch, type KeyboardEvent } from 'react';
import { markLabel, placeTooltip, type InspectAction, type InspectMark } from './inspect';
import type { ChartSize } from './size';

interface HitsProps {
  readonly marks: readonly InspectMark[];
  readonly tabStop: number;
  readonly pinnedId: string | null;
  readonly dispatch: Dispatch<InspectAction>;
  readonly onKeyDown: (event: KeyboardEvent<SVGGElement>) => void;
}

/** The invisible areas over the marks: pointer, focus and names for screen readers. */
export function Hits({ marks, tabStop, pinnedId, dispatch, onKeyDown }: HitsProps) {
  return (
    <g className="hits" role="group" aria-label="values" onKeyDown={onKeyDown}>
      {marks.map((mark, i) => (
        <rect
          key={mark.id}
          className="mark-hit"
          {...mark.box}
          rx={4}
          role="button"
          tabIndex={i === tabStop ? 0 : -1}
          aria-label={markLabel(mark)}
          aria-pressed={mark.id === pinnedId}
          onPointerEnter={() => dispatch({ type: 'hover', id: mark.id })}
          onPointerLeave={() => dispatch({ type: 'hover', id: null })}
          onFocus={({ currentTarget }) =>
            dispatch({
              type: 'focus',
              id: mark.id,
              visible: currentTarget.matches(':focus-visible'),
            })
          }
          onBlur={() => dispatch({ type: 'blur' })}
          onClick={() => dispatch({ type: 'toggle', id: mark.id })}
        />
      ))}
    </g>
  );
}

interface TooltipProps {
  readonly mark: InspectMark | null;
  readonly pinned: boolean;
  readonly size: ChartSize;
}

/** Exact values of the active mark. It repeats the mark's own name, so it is hidden from readers. */
export function Tooltip({ mark, pinned, size }: TooltipProps) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const tip = ref.current;
    if (!tip || !mark) return;
    const box = { width: tip.offsetWidth, height: tip.offsetHeight };
    const { x, y } = placeTooltip(mark.at, box, size);
    tip.style.left = `${x}px`;
    tip.style.top = `${y}px`;
  });
  if (!mark) return null;
  return (
    <div
      ref={ref}
      className="tooltip"
      data-pinned={pinned || undefined}
      aria-hidden="true"
      style={{ maxWidth: size.width, maxHeight: size.height }}
    >
      <strong>{mark.title}</strong>
      <table>
        <tbody>
          {mark.rows.map(([name, value]) => (
            <tr key={name}>
              <td>{name}</td>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
