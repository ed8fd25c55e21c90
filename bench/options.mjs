/** The command line of the benchmarks. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const SOAK_MINUTES = 10;
/** When the soak was not asked for by name it only shows that it works. */
const SHORT_SOAK_MINUTES = 0.5;
const SAMPLES = 1_000_000;

function readNumber(name, text, standard, least, most) {
  if (text === undefined) return standard;
  const value = Number(text);
  if (!(value >= least && value <= most))
    throw new Error(`--${name} must be a number from ${least} to ${most}, got "${text}".`);
  return value;
}

function readPath(path) {
  if (path !== undefined && !existsSync(dirname(resolve(path))))
    throw new Error(`--json: the folder of "${path}" does not exist.`);
  return path;
}

function readSite(path) {
  if (path !== undefined && !existsSync(join(path, 'index.html')))
    throw new Error(`--site: there is no page in "${path}"; --prebuild makes one.`);
  return path;
}

/**
 * @param {string[]} args without node and the script
 * @param {string[]} known names of benchmarks, in their order
 * @returns {{ names: string[], json: string | undefined, strict: boolean, minutes: number,
 *   samples: number, site?: string, prebuild?: string, parts?: string }}
 */
export function readOptions(args, known) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      minutes: { type: 'string' },
      samples: { type: 'string' },
      strict: { type: 'boolean', default: false },
      site: { type: 'string' },
      prebuild: { type: 'string' },
      parts: { type: 'string' },
    },
  });
  const wrong = positionals.find((name) => !known.includes(name));
  if (wrong !== undefined)
    throw new Error(`There is no benchmark "${wrong}"; there are ${known.join(', ')}.`);
  const minutes = positionals.includes('soak') ? SOAK_MINUTES : SHORT_SOAK_MINUTES;
  return {
    names: positionals.length > 0 ? positionals : known,
    json: readPath(values.json),
    strict: values.strict,
    minutes: readNumber('minutes', values.minutes, minutes, 0.1, 600),
    site: readSite(values.site),
    prebuild: values.prebuild,
    parts: values.parts,
    samples: Math.round(readNumber('samples', values.samples, SAMPLES, 1000, 2 ** 24)),
  };
}
