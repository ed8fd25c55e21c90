import { strokesOf, type Stroke } from './strokes';

/** One way of writing a character: its strokes in the unit square. */
export type Glyph = readonly Stroke[];

/** What the images show: a character and the ways in which people write it. */
export interface Character {
  readonly name: string;
  readonly variants: readonly Glyph[];
}

const character = (name: string, ...paths: readonly string[]): Character => ({
  name,
  variants: paths.map(strokesOf),
});

/** The ten digits; class index = the digit. */
export const digits: readonly Character[] = [
  character(
    '0',
    'M 50 2 C 20 2 15 30 15 52 C 15 80 25 98 50 98 C 75 98 85 78 85 50 C 85 22 72 2 50 2',
    'M 64 6 C 40 -4 20 30 22 64 C 24 94 50 102 66 86 C 84 68 84 10 54 4',
    'M 34 12 C 10 34 12 84 42 96 C 74 106 90 66 82 34 C 76 8 52 -4 30 16',
  ),
  character(
    '1',
    'M 52 2 L 50 98',
    'M 34 22 Q 46 14 54 2 L 52 98',
    'M 32 20 L 52 3 L 52 97 M 25 97 L 78 97',
  ),
  character(
    '2',
    'M 18 24 C 24 -4 80 -6 78 28 C 77 52 36 70 16 97 L 84 97',
    'M 20 22 C 30 -4 78 -2 76 28 C 74 60 40 98 22 94 C 8 90 14 72 32 78 C 50 84 66 100 88 88',
    'M 15 12 Q 70 -8 76 22 C 80 50 40 76 14 94 Q 50 84 86 96',
  ),
  character(
    '3',
    'M 20 14 C 40 -6 80 0 76 26 C 73 46 54 48 40 48 C 62 46 86 54 82 76 C 78 104 30 104 16 84',
    'M 20 4 L 76 4 L 44 40 C 70 38 86 54 82 74 C 76 102 34 104 16 86',
    'M 22 10 C 50 -8 82 6 74 28 C 68 44 46 52 38 46 C 36 40 48 42 54 48 C 78 52 88 68 76 84 C 62 104 28 100 14 84',
  ),
  character(
    '4',
    'M 28 4 C 24 26 20 44 14 60 L 86 58 M 66 26 L 62 98',
    'M 66 98 L 66 3 L 14 68 L 90 68',
    'M 20 6 C 16 40 16 56 40 56 C 60 56 72 52 78 46 M 78 4 C 78 40 74 70 68 98',
  ),
  character(
    '5',
    'M 26 6 L 22 46 C 46 34 84 42 80 70 C 76 102 30 102 14 86 M 26 6 L 80 4',
    'M 80 4 L 30 5 L 24 44 C 50 32 86 44 82 70 C 78 100 34 104 16 88',
    'M 34 4 C 28 22 26 34 24 46 C 60 34 84 52 72 80 C 62 100 32 102 14 92 M 34 5 Q 60 10 86 2',
  ),
  character(
    '6',
    'M 70 3 C 36 18 16 50 18 72 C 20 106 78 106 80 74 C 82 46 34 44 20 70',
    'M 58 2 C 34 34 22 60 24 78 C 30 102 70 102 74 78 C 76 54 44 50 26 78',
    'M 80 14 C 50 -10 14 30 16 66 C 18 106 82 108 82 70 C 82 42 36 42 18 68',
  ),
  character(
    '7',
    'M 16 5 L 84 5 L 40 97',
    'M 16 8 L 82 6 C 66 36 52 60 42 98 M 30 52 L 76 48',
    'M 16 24 L 18 6 L 84 6 C 60 36 48 64 46 98',
  ),
  character(
    '8',
    'M 74 14 C 52 -8 18 2 24 26 C 30 48 80 52 80 76 C 80 104 18 106 18 76 C 18 52 68 48 76 26 C 78 16 74 10 68 8',
    'M 50 46 C 22 44 22 2 50 2 C 78 2 78 44 50 46 C 12 50 10 98 50 98 C 90 98 88 50 50 46',
    'M 80 8 C 60 -4 20 0 24 26 C 28 46 78 58 76 80 C 72 104 22 104 22 78 C 22 58 60 40 82 10',
  ),
  character(
    '9',
    'M 78 30 C 74 -6 20 -6 20 28 C 20 58 70 58 78 24 C 80 50 78 76 74 98',
    'M 78 28 C 76 -8 18 -4 20 30 C 22 60 76 58 78 26 C 84 70 66 104 26 94',
    'M 74 10 C 48 -8 18 12 22 34 C 26 58 66 54 76 12 L 58 98',
  ),
];

/** Ten capitals that share most of their strokes with a digit (B G S) or with each other. */
export const letters: readonly Character[] = [
  character(
    'A',
    'M 10 98 L 50 2 L 90 98 M 26 62 L 76 62',
    'M 16 98 L 16 42 C 18 -12 82 -12 84 42 L 84 98 M 16 56 L 84 56',
    'M 8 98 Q 40 50 52 2 Q 68 50 88 98 M 24 72 Q 50 54 80 68',
  ),
  character(
    'B',
    'M 22 2 L 22 98 M 22 4 C 90 -4 88 46 22 48 C 98 46 96 102 22 97',
    'M 26 2 L 24 98 M 12 6 C 80 -8 92 38 27 46 C 96 44 92 102 12 95',
  ),
  character(
    'E',
    'M 80 4 L 22 4 L 22 97 L 82 97 M 22 50 L 70 50',
    'M 80 14 C 50 -8 10 10 28 34 C 36 44 50 46 60 46 C 20 46 6 70 24 88 C 44 104 72 98 86 84',
    'M 22 2 L 20 98 M 22 4 L 80 2 M 21 48 L 68 46 M 20 96 L 84 98',
  ),
  character(
    'F',
    'M 24 2 L 24 98 M 24 4 L 84 4 M 24 46 L 72 46',
    'M 86 6 Q 50 2 30 6 L 24 98 M 28 48 L 72 44',
  ),
  character(
    'G',
    'M 82 20 C 56 -12 12 12 14 54 C 16 104 80 110 84 58 L 54 58',
    'M 80 16 C 48 -10 12 20 16 56 C 20 96 66 108 80 62 M 52 60 L 84 60 L 82 98',
  ),
  character(
    'H',
    'M 18 2 L 18 98 M 82 2 L 82 98 M 18 50 L 82 50',
    'M 22 4 Q 24 50 16 98 M 80 2 Q 76 50 84 98 M 20 54 Q 50 44 80 50',
  ),
  character(
    'K',
    'M 22 2 L 22 98 M 80 4 L 24 56 M 40 42 L 84 98',
    'M 24 2 L 20 98 M 82 6 Q 50 40 26 52 Q 60 56 86 96',
  ),
  character(
    'P',
    'M 24 2 L 24 98 M 24 4 C 96 -6 94 56 24 54',
    'M 26 98 L 28 6 C 70 -10 100 40 60 52 Q 44 56 28 52',
  ),
  character(
    'R',
    'M 22 2 L 22 98 M 22 4 C 92 -6 90 52 22 50 M 46 50 L 84 98',
    'M 24 98 L 26 6 C 74 -8 88 40 32 50 Q 60 60 84 96',
  ),
  character(
    'S',
    'M 80 16 C 58 -10 16 4 22 28 C 28 50 80 48 80 74 C 80 106 30 104 16 84',
    'M 76 10 C 40 -8 14 16 26 34 C 36 50 66 48 74 66 C 82 90 50 104 18 90',
  ),
];
