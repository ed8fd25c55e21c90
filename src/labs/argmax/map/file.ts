import * as v from 'valibot';
import type { MeasuredMap } from '../../../core/maps/difference';
import { QUANTITIES } from '../../../core/maps/quantities';
import type { MapCells } from '../../../core/maps/regime-map';
import { dataHash } from '../../../state/data-hash';
import { parseObject } from '../../../state/json-file';
import { parseHash } from '../../../state/route';
import { decode } from '../../../state/url';
import { toProblem } from '../params';
import { besideOf, mapTable, normalise, type MapValues } from './params';

const APP = 'noisy-argmax';
const KIND = 'regime-map';
/** Two maps of the page have 2 MB. */
const MAX_LENGTH = 2e7;
/** Cells that a page can draw. */
const MAX_SIDE = 1000;

/** What JSON cannot hold is null: a quantity without a value. */
const measured = v.pipe(
  v.nullable(v.number()),
  v.transform((value) => value ?? NaN),
);
const list = v.pipe(
  v.array(measured),
  v.transform((values) => Float64Array.from(values)),
);
const ascending = v.pipe(
  v.array(v.number()),
  v.minLength(2),
  v.maxLength(MAX_SIDE),
  v.check((values) => values.every((value, i) => i === 0 || value > values[i - 1])),
);

/** Trainings from the cells, where the page showed them. */
const training = v.object({
  draws: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  mesh: v.pipe(v.number(), v.integer(), v.minValue(1)),
  losses: list,
});

const oneMap = v.object({
  /** Draws of the map; null of a closed form. */
  samples: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** Draws that one estimate averages (M). */
  draws: v.pipe(v.number(), v.integer(), v.minValue(1)),
  grid: v.object({ sigmas: ascending, epsilons: ascending }),
  truth: v.object({
    ...{ losses: v.array(measured), slopes: v.array(measured), certain: v.array(measured) },
    gradients: v.array(list),
  }),
  cells: v.object({
    ...{ bias: list, spread: list, cosine: list, differ: list, slope: list },
    slopeError: v.nullable(list),
  }),
  errors: v.nullable(
    v.object({ error: list, bias: list, spread: list, cosine: list, differ: list, slope: list }),
  ),
  training: v.optional(training),
});

const schema = v.object({
  app: v.literal(APP),
  kind: v.literal(KIND),
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+/), v.maxLength(40)),
  /** The state of the page: "#/map?sigma=0.5". */
  link: v.pipe(v.string(), v.startsWith('#/map')),
  maps: v.pipe(v.array(oneMap), v.minLength(1), v.maxLength(2)),
  /** Fingerprint of the numbers of all cells. */
  hash: v.string(),
});

/** What each field must be, to end the sentence "... must be". */
const right: Readonly<Record<string, string>> = {
  app: `"${APP}"`,
  kind: `"${KIND}"`,
  version: 'a version such as "0.1.0"',
  link: 'the state of this page such as "#/map?sigma=0.5"',
  maps: 'one map or two, with their grids, truths and cells',
  hash: 'the fingerprint of the numbers',
};

const COLUMNS = ['bias', 'spread', 'cosine', 'differ', 'slope'] as const;

/** The fingerprint of the numbers of maps: of their cells and standard errors. */
function hashOf(maps: readonly Pick<MeasuredMap, 'map' | 'errors' | 'training'>[]): string {
  function* numbers(): Generator<number> {
    for (const { map, errors, training: trained } of maps) {
      for (const name of COLUMNS) yield* map.cells[name].map(plain);
      if (errors) for (const name of QUANTITIES) yield* errors[name].map(plain);
      if (trained) yield* trained.losses.map(plain);
    }
  }
  return dataHash(numbers());
}

/** As JSON gives it back: without infinities, and without a sign of 0. */
const plain = (value: number) => (Number.isFinite(value) ? value + 0 : NaN);

/**
 * The maps as a file that opens on this page again.
 * @param link the state of the page, of which they are
 */
export function writeMaps(maps: readonly MeasuredMap[], link: string, version: string): string {
  const file = {
    ...{ app: APP, kind: KIND, version, link, hash: hashOf(maps) },
    maps: maps.map(
      ({ map: { samples, grid, truth, cells }, errors, draws, training: trained }) => ({
        ...{ samples, draws, grid },
        ...{ truth, cells, errors, training: trained },
      }),
    ),
  };
  return `${JSON.stringify(file, (_, value: unknown) =>
    value instanceof Float64Array ? [...value] : value,
  )}\n`;
}

export type ReadMaps =
  | {
      readonly ok: true;
      readonly values: MapValues;
      readonly maps: readonly MeasuredMap[];
      readonly version: string;
    }
  /** `fault`: one sentence of what is wrong with the file. */
  | { readonly ok: false; readonly fault: string };

const failed = (fault: string): ReadMaps => ({ ok: false, fault });

/** Reads any text: what is no file of this page is told in a sentence. */
export function readMaps(text: string): ReadMaps {
  const parsed = parseObject('The file', text, MAX_LENGTH);
  if (!parsed.ok) return failed(parsed.fault);
  const checked = v.safeParse(schema, parsed.value, { abortEarly: true });
  if (!checked.success) {
    const field = v.getDotPath(checked.issues[0])?.split('.')[0] ?? 'app';
    return failed(`"${field}" of the file must be ${right[field]}: it is no map of this page.`);
  }
  const { link, maps, version, hash } = checked.output;
  const { values, notices } = decode(mapTable, parseHash(link).query, { normalise });
  if (notices.length > 0) return failed(`The file has settings of its own: ${notices[0].message}`);
  const other = besideOf(values);
  const wanted = other ? [values, other] : [values];
  if (maps.length !== wanted.length) {
    return failed(
      `The settings of the file have ${wanted.length} maps, and it holds ${maps.length}.`,
    );
  }
  const read = maps.map(({ samples, draws, grid, truth, cells, ...rest }, i): MeasuredMap => {
    const problem = toProblem(wanted[i]);
    return { map: { problem, grid, truth, samples, cells }, draws, ...rest };
  });
  if (!read.every((one, i) => fits(one, wanted[i].scores.length))) {
    return failed('The file does not have a number for every cell of its grid.');
  }
  if (hashOf(read) !== hash) {
    return failed(
      'The numbers of the file are not those that were saved: its fingerprint differs.',
    );
  }
  return { ok: true, values, maps: read, version };
}

/** Whether every list has the length of its grid, which has as many rows on both sides of 0. */
function fits(
  { map: { grid, truth, cells }, errors, training: trained }: MeasuredMap,
  n: number,
): boolean {
  const { sigmas, epsilons } = grid;
  const count = sigmas.length * epsilons.length;
  const half = epsilons.length / 2;
  const lists = [
    ...listsOf(cells),
    ...(errors ? Object.values(errors) : []),
    ...(trained ? [trained.losses] : []),
  ];
  return (
    sigmas[0] > 0 &&
    Number.isInteger(half) &&
    half >= 2 &&
    epsilons.slice(0, half).every((epsilon) => epsilon < 0) &&
    epsilons.slice(half).every((epsilon) => epsilon > 0) &&
    lists.every(({ length }) => length === count) &&
    [truth.losses, truth.slopes, truth.certain].every(({ length }) => length === sigmas.length) &&
    truth.gradients.length === sigmas.length &&
    truth.gradients.every(({ length }) => length === n)
  );
}

const listsOf = (cells: MapCells): Float64Array[] => [
  ...COLUMNS.map((name) => cells[name]),
  ...(cells.slopeError ? [cells.slopeError] : []),
];
