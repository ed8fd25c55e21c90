import type { MeasuredMap } from '../../../core/maps/difference';
import { QUANTITIES, quantityAt, type MapQuantity } from '../../../core/maps/quantities';
import { dataHash } from '../../../state/data-hash';
import { pandasReads, rReads } from '../../../ui/export/read-lines';
import type { FigureTable } from '../../../ui/figure/types';

/** What the quantities are called in files, for whoever reads them without this page. */
const NAMES: Readonly<Record<MapQuantity, string>> = {
  error: 'error',
  bias: 'bias',
  spread: 'spread',
  cosine: 'cosine',
  differ: 'differ',
  slope: 'sigma_slope_error',
};

const MAPS = ['first', 'second'] as const;

const COLUMNS = [
  ...['map', 'lab', 'sigma', 'epsilon', 'quantity', 'mean', 'se', 'n', 'seed', 'version', 'hash'],
];

/**
 * A line per map, cell and quantity. What has no value is empty, and so are the standard error and the number of draws
 * of a closed form. The hash is that of all means of the table, in their order: lines of one file say so, wherever
 * they have been mixed with others.
 */
export function longTable(maps: readonly MeasuredMap[], version: string): FigureTable {
  const rows = maps.flatMap((one, m) => linesOf(one).map((line) => [MAPS[m], 'argmax', ...line]));
  const hash = dataHash(rows.map((row) => row[5]));
  const seeded = rows.map((row) => [...row, version, hash]);
  return { columns: COLUMNS, rows: seeded };
}

/** sigma, epsilon, quantity, mean, se, n, seed. */
function linesOf({ map, errors, draws, training }: MeasuredMap): (number | string)[][] {
  const { grid, cells, samples, problem } = map;
  const columns = grid.sigmas.length;
  const end = [samples ?? '', problem.seed];
  return Array.from({ length: cells.bias.length }, (_, at) => {
    const place = [grid.sigmas[at % columns], grid.epsilons[Math.floor(at / columns)]];
    return [
      ...QUANTITIES.map((quantity) => [
        ...[...place, NAMES[quantity], finite(quantityAt(map, at, quantity, draws))],
        ...[errors ? finite(errors[quantity][at]) : '', ...end],
      ]),
      [
        ...[...place, 'sigma_slope', finite(cells.slope[at])],
        ...[cells.slopeError ? finite(cells.slopeError[at]) : '', ...end],
      ],
      // one training by its own draws, and the exact loss of where it ends
      ...(training
        ? [
            [
              ...place,
              'trained_loss',
              finite(training.losses[at]),
              '',
              training.draws ?? '',
              problem.seed,
            ],
          ]
        : []),
    ];
  }).flat();
}

/** Without a sign of 0, which a file that opens again has lost. */
const finite = (value: number) => (Number.isFinite(value) ? value + 0 : '');

/** The name under which the table is saved, and read by the lines below. */
export const CSV_NAME = 'noisy-argmax-map.csv';
/** The name of the file that opens here again. */
export const JSON_NAME = 'noisy-argmax-map.json';

/** Five lines that read the table, and print every eighth row and column of the error as a map. */
export const mapPandas = (decimalComma: boolean): string => `import pandas as pd
cells = ${pandasReads(CSV_NAME, decimalComma)}
error = cells.query("map == 'first' and quantity == 'error'")
table = error.pivot(index="epsilon", columns="sigma", values="mean")
print(table.iloc[::-8, ::8].round(3))
`;

export const mapR = (decimalComma: boolean): string => `cells <- ${rReads(CSV_NAME, decimalComma)}
error <- subset(cells, map == "first" & quantity == "error")
table <- tapply(error$mean, list(error$epsilon, error$sigma), sum)
rows <- seq(nrow(table), 1, -8)
print(round(table[rows, seq(1, ncol(table), 8)], 3))
`;
