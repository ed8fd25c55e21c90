import { useId } from 'react';
import type { LegendItem, LegendMark } from './types';

/** The colours of a figure with their second cue. The export copies the marks from the page. */
export function Legend({ items }: { items: readonly LegendItem[] }) {
  return (
    <ul className="legend" aria-label="Legend">
      {items.map((item) => (
        <li key={item.label} className="legend-item">
          <svg
            viewBox="0 0 16 16"
            width="16"
            height="16"
            aria-hidden="true"
            style={{ color: item.color }}
          >
            <Mark mark={item.mark} />
          </svg>
          <span>{item.label}</span>
        </li>
      ))}
    </ul>
  );
}

function Mark({ mark }: { mark: LegendMark }) {
  const stroke = { stroke: 'currentColor', strokeWidth: 2, fill: 'none' };
  switch (mark) {
    case 'square':
      return <rect x="2" y="2" width="12" height="12" fill="currentColor" />;
    case 'hatch':
      return <HatchMark />;
    case 'line':
      return <path d="M0 8H16" {...stroke} strokeWidth={3} />;
    case 'dash':
      return <path d="M0 8H16" {...stroke} strokeDasharray="4 2" />;
    case 'ring':
      return <circle cx="8" cy="8" r="5" {...stroke} />;
    case 'dot':
      return <circle cx="8" cy="8" r="5" fill="currentColor" />;
    case 'cross':
      return <path d="M3 3L13 13M13 3L3 13" {...stroke} />;
  }
}

function HatchMark() {
  const id = useId();
  return (
    <>
      <clipPath id={id}>
        <rect x="2" y="2" width="12" height="12" />
      </clipPath>
      <path
        d="M-4 14L12 -2M0 18L16 2M4 22L20 6"
        stroke="currentColor"
        strokeWidth="2"
        clipPath={`url(#${id})`}
      />
      <rect x="2.5" y="2.5" width="11" height="11" stroke="currentColor" fill="none" />
    </>
  );
}
