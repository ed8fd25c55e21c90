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
  settings:
    'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8a2.2 2.2 0 1 0 0 4.4a2.2 2.2 0 0 0 0-4.4M9 14.8a2.2 2.2 0 1 0 0 4.4a2.2 2.2 0 0 0 0-4.4',
  reset: 'M4.5 12a7.5 7.5 0 1 0 2.4-5.5M4.5 4v4.5H9',
  dice: 'M5 5h14v14H5zM9 9v.01M15 9v.01M12 12v.01M9 15v.01M15 15v.01',
  play: 'M8 5v14l11-7z',
  pause: 'M8.5 5.5v13M15.5 5.5v13',
  step: 'M6 5.5v13l9-6.5zM18.5 5.5v13',
  slow: 'M4 18.5h4v-4h4v-4h4v-4h4',
  pin: 'M12 14.5V21M8 4h8l-1 6 3 4.5H6L9 10z',
  eye: 'M2.5 12s3.5-6.5 9.5-6.5 9.5 6.5 9.5 6.5-3.5 6.5-9.5 6.5S2.5 12 2.5 12M12 9.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5',
  'eye-off':
    'M4 4l16 16M9.5 5.8A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-2.6 3.3M6 7.5A17 17 0 0 0 2.5 12s3.5 6.5 9.5 6.5a9 9 0 0 0 4-1',
  trash: 'M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 12.5h9l1-12.5',
} as const;

export type IconName = keyof typeof paths;

/** Decoration only: what carries it has a name of its own. */
export function Icon({ name }: { name: IconName }) {
  const wide = name === 'menu' || name === 'dice' ? 2.6 : 1.7;
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth={wide}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
