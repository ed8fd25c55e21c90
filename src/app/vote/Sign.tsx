import { letterOf } from '../../lecture/letters';

/** What an answer looks like from the other end of a room: three things that say the same. */
interface SignLook {
  readonly color: string;
  /** A shape in a square of 100. */
  readonly path: string;
  /** Where the middle of the letter is, from above. */
  readonly middle: number;
}

/** The same in every theme: hands hold them up side by side. White on each is at least 4.5:1. */
const signs: readonly SignLook[] = [
  { color: '#1b1d22', path: 'M50 6a44 44 0 1 1 0 88a44 44 0 1 1 0-88z', middle: 51 },
  { color: '#2b6cd4', path: 'M10 10h80v80h-80z', middle: 51 },
  { color: '#a34f00', path: 'M50 4l48 88h-96z', middle: 66 },
  { color: '#8e2f8a', path: 'M50 2l48 48l-48 48l-48-48z', middle: 51 },
];

/** The look of an answer, from 1; a question with more answers begins again. */
export const signOf = (answer: number): SignLook => signs[(answer - 1) % signs.length];

/** Letter, colour and shape of an answer. */
export function Sign({ answer }: { readonly answer: number }) {
  const { color, path, middle } = signOf(answer);
  return (
    <svg className="sign" viewBox="-8 -8 116 116" aria-hidden="true">
      <rect x="-8" y="-8" width="116" height="116" rx="8" fill={color} />
      <path d={path} fill="#fff" />
      <text x="50" y={middle} fill={color}>
        {letterOf(answer)}
      </text>
    </svg>
  );
}
