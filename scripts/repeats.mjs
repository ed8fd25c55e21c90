/**
 * Files that repeat each other: `npm run repeats`. Two files of src are a pair when one has twelve lines
 * that stand in the other too, in runs of at least four; the names of labs count as one word, comments,
 * imports, parameters and lone brackets not at all, tests neither. What two labs share belongs to the kit
 * or below it. More pairs than the limit fail; the limit may only be lowered.
 */
import { readFileSync, readdirSync } from 'node:fs';
import process from 'node:process';

const LIMIT = 10;
const LINES = 12;
const RUN = 4;

const isProduct = (file) => /\.tsx?$/.test(file) && !/\.test\.|testing|gallery/.test(file);
const labNames = new RegExp(readdirSync('src/labs').join('|'), 'gi');
/** A parameter on a line of its own: functions of one problem have the same ones. */
const parameter = /^\w+\??: (number|string|boolean|[A-Z]\w*(<\w+>)?),$/;
const isIdle = (line) =>
  line.length < 3 || parameter.test(line) || /^import |^} from |^[\])}>;,( ]+$/.test(line);

const linesOf = (file) =>
  readFileSync(`src/${file}`, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .map((line) => line.replace(/(^|\s)\/\/.*/, '').trim())
    .filter((line) => !isIdle(line))
    .map((line) => line.replace(labNames, 'lab'));

/** Runs of lines, each with the files it stands in and where. */
function runsOf(files) {
  const runs = new Map();
  for (const file of files) {
    const lines = linesOf(file);
    for (let at = 0; at + RUN <= lines.length; at++) {
      const text = lines.slice(at, at + RUN).join('\n');
      const places = runs.get(text) ?? new Map();
      places.set(file, [...(places.get(file) ?? []), at]);
      runs.set(text, places);
    }
  }
  return runs;
}

/** For every two files, how many lines of the first stand in the second. */
function repeated(files) {
  const pairs = new Map();
  for (const places of runsOf(files).values()) {
    for (const [one, starts] of places) {
      for (const other of places.keys()) {
        if (one >= other) continue;
        const name = `${one}  ${other}`;
        const lines = pairs.get(name) ?? new Set();
        for (const at of starts) for (let i = 0; i < RUN; i++) lines.add(at + i);
        pairs.set(name, lines);
      }
    }
  }
  return [...pairs].map(([name, lines]) => ({ name, count: lines.size }));
}

const files = readdirSync('src', { recursive: true }).map((file) => file.replaceAll('\\', '/'));
const pairs = repeated(files.filter(isProduct)).filter(({ count }) => count >= LINES);
for (const { name, count } of pairs.sort((a, b) => b.count - a.count)) {
  console.log(`${String(count).padStart(4)} lines  ${name}`);
}
console.log(`${pairs.length} pairs of files repeat each other; the limit is ${LIMIT}.`);
process.exitCode = pairs.length <= LIMIT ? 0 : 1;
