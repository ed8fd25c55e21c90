/** What a path is drawn on: a canvas, a Path2D, or d3's path, which gives the text for SVG. */
export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  rect(x: number, y: number, width: number, height: number): void;
  arc(x: number, y: number, radius: number, start: number, end: number): void;
  closePath(): void;
}

type Shape = (pen: Pen, x: number, y: number, r: number) => void;

const polygon =
  (corners: readonly (readonly [number, number])[]): Shape =>
  (pen, x, y, r) => {
    pen.moveTo(x + r * corners[0][0], y + r * corners[0][1]);
    for (let i = 1; i < corners.length; i++) {
      pen.lineTo(x + r * corners[i][0], y + r * corners[i][1]);
    }
    pen.closePath();
  };

const circle: Shape = (pen, x, y, r) => {
  pen.moveTo(x + r, y);
  pen.arc(x, y, r, 0, 2 * Math.PI);
  pen.closePath();
};

const star = Array.from({ length: 10 }, (_, i) => {
  const [angle, r] = [(i * Math.PI) / 5 - Math.PI / 2, i % 2 ? 0.55 : 1.35];
  return [r * Math.cos(angle), r * Math.sin(angle)] as const;
});

const [arm, thick] = [1.2, 0.42];
const plus = [
  [-thick, -arm],
  [thick, -arm],
  [thick, -thick],
  [arm, -thick],
  [arm, thick],
  [thick, thick],
  [thick, arm],
  [-thick, arm],
  [-thick, thick],
  [-arm, thick],
  [-arm, -thick],
  [-thick, -thick],
] as const;

/** Of about equal areas. There are seven, and ten colours: 70 classes differ. */
const SHAPES: readonly Shape[] = [
  circle,
  (pen, x, y, r) => pen.rect(x - 0.88 * r, y - 0.88 * r, 1.76 * r, 1.76 * r),
  polygon([
    [0, -1.25],
    [1.2, 0.85],
    [-1.2, 0.85],
  ]),
  polygon([
    [0, -1.3],
    [1.1, 0],
    [0, 1.3],
    [-1.1, 0],
  ]),
  polygon(plus),
  polygon([
    [0, 1.25],
    [1.2, -0.85],
    [-1.2, -0.85],
  ]),
  polygon(star),
];

const COLOURS = 10;

/** Name of the custom property of a class's colour; the scale repeats, then with other shapes. */
export const colourName = (label: number) => `--class-${(label % COLOURS) + 1}`;

/** Draws the mark of a class. */
export function drawShape(pen: Pen, label: number, x: number, y: number, r: number): void {
  SHAPES[label % SHAPES.length](pen, x, y, r);
}

/** The cross of what is wrong: two strokes. */
export function drawCross(pen: Pen, x: number, y: number, r: number): void {
  pen.moveTo(x - r, y - r);
  pen.lineTo(x + r, y + r);
  pen.moveTo(x - r, y + r);
  pen.lineTo(x + r, y - r);
}
