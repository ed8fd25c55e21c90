/** Outlines in a box of 24 units, drawn with the colour of the text. */
const paths = {
  menu: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  share:
    'M9 12.5a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7L11 5.6M15 11.5a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7L13 18.4',
  present: 'M3 4.5h18M4.5 4.5v10.5h15V4.5M12 15v3M8 21l4-3 4 3',
  sun: 'M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
  moon: 'M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z',
  auto: 'M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17M12 3.5v17M12 8l7 1M12 12.5h8.5M12 17l6 .2',
  close: 'M6 6l12 12M18 6L6 18',
  help: 'M9 9.5a3 3 0 1 1 4.3 2.7c-.9.5-1.3 1-1.3 2.1M12 17.8v.01',
  book: 'M12 6.5C10 5 7 4.5 4 5v13c3-.5 6 0 8 1.5 2-1.5 5-2 8-1.5V5c-3-.5-6 0-8 1.5zV19',
  previous: 'M14.5 5.5L8 12l6.5 6.5',
  next: 'M9.5 5.5L16 12l-6.5 6.5',
  down: 'M5.5 9.5L12 16l6.5-6.5',
  reset: 'M4.5 12a7.5 7.5 0 1 0 2.4-5.5M4.5 4v4.5H9',
} as const;

export type IconName = keyof typeof paths;

/** An outline of a part that comes later, and brings its own. */
export interface Outline {
  readonly d: string;
  /** Drawn in dots rather than lines. */
  readonly dotted?: true;
}

/** Decoration only: what carries it has a name of its own. */
export function Icon({ name }: { name: IconName | Outline }) {
  const { d, dotted = name === 'menu' } = typeof name === 'string' ? { d: paths[name] } : name;
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path
        d={d}
        fill="none"
        stroke="currentColor"
        strokeWidth={dotted ? 2.6 : 1.7}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
