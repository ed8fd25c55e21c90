import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { closedFormMap } from '../../../core/maps/closed-form';
import type { MeasuredMap } from '../../../core/maps/difference';
import { mapErrors, totalOf } from '../../../core/maps/groups';
import { quantityAt } from '../../../core/maps/quantities';
import { mapGrid, mapTruth } from '../../../core/maps/regime-map';
import { mapFromSums } from '../../../core/maps/sampled';
import { addMapDraws, emptyMapSums } from '../../../core/maps/sums';
import { createLabStore } from '../../../state/lab-store';
import { encode } from '../../../state/url';
import { csvLines, writeCsv } from '../../../ui/export/csv';
import { toProblem } from '../params';
import { CSV_NAME, longTable, mapPandas, mapR } from './csv';
import { readMaps, writeMaps } from './file';
import { initial } from '../params';
import { besideOf, mapTable, normalise, type MapValues } from './params';

const GRID = mapGrid([0.01, 100], [0.001, 100], 9, 5);

const valuesOf = (patch: Partial<MapValues> = {}): MapValues => {
  const store = createLabStore(mapTable, { normalise, initial });
  store.set(patch);
  return store.getState().values;
};

const linkOf = (values: MapValues) => `#/map?${encode(mapTable, values, normalise)}`;

function measure(values: MapValues): MeasuredMap {
  const problem = toProblem(values);
  const { batch: draws } = values;
  if (values.noise === 'gumbel') {
    return { map: closedFormMap(problem, GRID), errors: null, draws };
  }
  const groups = Array.from({ length: 4 }, (_, g) => {
    const sums = emptyMapSums(problem.scores.length, GRID);
    addMapDraws(sums, problem, GRID, 32 * g, 32);
    return sums;
  });
  const truth = mapTruth(problem, GRID);
  const map = mapFromSums(problem, GRID, truth, totalOf(groups, GRID));
  return { map, errors: mapErrors(problem, GRID, truth, groups, draws), draws };
}

const two = valuesOf({ beside: 'law', seed: 5 });
const maps = [measure(two), measure(besideOf(two)!)];

describe('the table of all cells', () => {
  const { columns, rows } = longTable(maps, '1.2.3');
  const at = (row: (number | string)[], name: string) => row[columns.indexOf(name)];

  it('has a line per map, cell and quantity', () => {
    expect(columns.join()).toBe('map,lab,sigma,epsilon,quantity,mean,se,n,seed,version,hash');
    expect(rows).toHaveLength(2 * 90 * 7);
    const line = rows.find(
      (row) =>
        row[0] === 'second' &&
        row[2] === GRID.sigmas[4] &&
        row[3] === GRID.epsilons[7] &&
        row[4] === 'bias',
    )!;
    const place = 7 * 9 + 4;
    expect(line.slice(5, 10)).toEqual([
      quantityAt(maps[1].map, place, 'bias', 100),
      maps[1].errors!.bias[place],
      ...[128, 5, '1.2.3'],
    ]);
  });

  it('says nothing where there is nothing: no error of a closed form, no value that is none', () => {
    const closed = rows.filter((row) => row[0] === 'first');
    expect(new Set(closed.map((row) => at([...row], 'se')))).toEqual(new Set(['']));
    expect(new Set(closed.map((row) => at([...row], 'n')))).toEqual(new Set(['']));
    expect(rows.every((row) => !row.some((cell) => Number.isNaN(cell)))).toBe(true);
  });

  it('has one hash, which another number changes', () => {
    const hashes = new Set(rows.map((row) => row[10]));
    expect(hashes.size).toBe(1);
    const other = longTable([measure(valuesOf({ seed: 6, noise: 'normal' }))], '1.2.3');
    expect(hashes.has(other.rows[0][10])).toBe(false);
  });
});

describe('trainings', () => {
  const losses = Float64Array.from(maps[0].map.cells.bias, (_, at) => at / 90);
  const trained = [{ ...maps[0], training: { draws: 16, mesh: 1, losses } }];
  const one = valuesOf({ seed: 5, map: 'trained' });
  const written = writeMaps(trained, linkOf(one), '0.1.0');

  it('add a line to every cell, with the draws of a step', () => {
    const { rows } = longTable(trained, '1.2.3');
    expect(rows).toHaveLength(90 * 8);
    const added = rows.filter((row) => row[4] === 'trained_loss');
    expect(added.map((row) => row[5])).toEqual([...losses]);
    expect(new Set(added.map((row) => `${row[6]},${row[7]},${row[8]}`))).toEqual(
      new Set([',16,5']),
    );
  });

  it('come back with the map, as they were saved or not at all', () => {
    const read = readMaps(written);
    expect(read.ok && read.maps[0].training).toEqual(trained[0].training);
    const file = JSON.parse(written) as { maps: { training: { losses: number[] } }[] };
    file.maps[0].training.losses[7] = 0.5;
    expect(readMaps(JSON.stringify(file))).toMatchObject({ ok: false });
    file.maps[0].training.losses.pop();
    expect(readMaps(JSON.stringify(file))).toMatchObject({
      ...{ ok: false, fault: 'The file does not have a number for every cell of its grid.' },
    });
  });
});

describe('the lines that read it', () => {
  it('are five each, of the file as it is saved', () => {
    for (const lines of [false, true].flatMap((comma) => [mapPandas(comma), mapR(comma)])) {
      expect(lines.trimEnd().split('\n')).toHaveLength(5);
      expect(lines).toContain(`"${CSV_NAME}"`);
    }
    expect(mapPandas(false)).toMatchInlineSnapshot(`
      "import pandas as pd
      cells = pd.read_csv("noisy-argmax-map.csv", comment="#")
      error = cells.query("map == 'first' and quantity == 'error'")
      table = error.pivot(index="epsilon", columns="sigma", values="mean")
      print(table.iloc[::-8, ::8].round(3))
      "
    `);
    expect(mapR(false)).toMatchInlineSnapshot(`
      "cells <- read.csv("noisy-argmax-map.csv", comment.char = "#")
      error <- subset(cells, map == "first" & quantity == "error")
      table <- tapply(error$mean, list(error$epsilon, error$sigma), sum)
      rows <- seq(nrow(table), 1, -8)
      print(round(table[rows, seq(1, ncol(table), 8)], 3))
      "
    `);
    expect(mapPandas(true)).toContain(
      'read_csv("noisy-argmax-map.csv", comment="#", sep=";", decimal=",")',
    );
    expect(mapR(true)).toContain('read.csv2("noisy-argmax-map.csv", comment.char = "#")');
  });

  const pandas = spawnSync('python3', ['-c', 'import pandas']).status === 0;

  const why = pandas ? '' : ' (skipped: there is no python3 with pandas)';
  it.skipIf(!pandas).each([false, true])(
    `print the map in pandas, decimal commas: %s${why}`,
    (comma) => {
      const folder = mkdtempSync(join(tmpdir(), 'map-'));
      try {
        const receipt = '{"hash":"#/map?a=1"}';
        writeFileSync(
          join(folder, CSV_NAME),
          writeCsv(longTable(maps, '1.2.3'), ['#1'], receipt, comma),
        );
        const { stdout, stderr } = spawnSync('python3', ['-'], {
          ...{ cwd: folder, input: mapPandas(comma), encoding: 'utf8' },
        });
        expect(stderr).toBe('');
        // every eighth row from the top, every eighth column: the corners of this grid, and the middle of its rows
        const printed = stdout.match(/-?\d+\.\d+/g)!.map(Number);
        const corner = quantityAt(maps[0].map, 9 * 10 - 1, 'error', 100);
        expect(printed).toContain(Number(corner.toFixed(3)));
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});

describe('the file that opens again', () => {
  const text = writeMaps(maps, linkOf(two), '1.2.3');

  it('gives back settings and maps, to the last bit', () => {
    const read = readMaps(text);
    if (!read.ok) throw new Error(read.fault);
    expect(read.values).toEqual(two);
    expect(read.version).toBe('1.2.3');
    expect(read.maps).toHaveLength(2);
    expect(read.maps[0].map.problem).toEqual(maps[0].map.problem);
    expect(read.maps[1].map.cells.bias).toEqual(maps[1].map.cells.bias);
    expect(read.maps[1].errors!.slope).toEqual(maps[1].errors!.slope);
    expect(read.maps[1].map.truth.gradients).toEqual(maps[1].map.truth.gradients);
    const csv = (of: readonly MeasuredMap[]) => csvLines(longTable(of, '1.2.3').rows);
    expect(csv(read.maps) === csv(maps)).toBe(true);
  });

  const changed = (change: (file: Record<string, never>) => void) => {
    const file = JSON.parse(text) as Record<string, never>;
    change(file);
    return JSON.stringify(file);
  };
  type File = { maps: { cells: { bias: number[] } }[]; link: string };
  const as = (file: unknown) => file as File;

  it.each([
    ['nothing', '', 'The file is empty; paste its JSON or open a file.'],
    ['no JSON', 'a,b\n1,2', 'The file is not JSON: it begins with "a,b\n1,2".'],
    ['a receipt', '{"app":"noisy-argmax"}', '"kind" of the file must be "regime-map"'],
    ['another page', changed((file) => (as(file).link = '#/argmax')), '"link" of the file must be'],
    [
      'a setting that there is not',
      changed((file) => (as(file).link = '#/map?sigma=loud')),
      'The file has settings of its own: sigma must be',
    ],
    [
      'one map where there are two',
      changed((file) => as(file).maps.pop()),
      'The settings of the file have 2 maps, and it holds 1.',
    ],
    [
      'a cell too few',
      changed((file) => as(file).maps[0].cells.bias.pop()),
      'The file does not have a number for every cell of its grid.',
    ],
    [
      'another number',
      changed((file) => (as(file).maps[1].cells.bias[3] += 1e-9)),
      'The numbers of the file are not those that were saved: its fingerprint differs.',
    ],
  ])('is refused with a sentence: %s', (_, given, fault) => {
    const read = readMaps(given);
    expect(read.ok ? '' : read.fault).toContain(fault);
  });
});
