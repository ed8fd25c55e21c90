import { WORKGROUP_SIZE } from './layout';
import ranks from './ranks.wgsl?raw';

/** Samples whose choices one word holds. */
const WORD = 32;

/** A line for every number below n. */
const lines = (n: number, line: (i: number) => string) =>
  Array.from({ length: n }, (_, i) => line(i)).join('\n');

/** Noise and perturbed scores g0, v0, g1, v1, .. of sample s. */
const draws = (n: number) =>
  lines(
    Math.ceil(n / 4),
    (block) => `let w${block} = random_block(s, ${block}u, 0u, parameters.key);`,
  ) +
  lines(n, (i) => {
    const word = `w${i >> 2}.${'xyzw'[i & 3]}`;
    return `let g${i} = parameters.location + parameters.scale * standard_noise(${word});
    let v${i} = classes[${i}].score + parameters.sigma * g${i};`;
  });

/**
 * Who is among the k largest of some values: y0, y1, .. A rank is the number of values before: larger ones,
 * and equal ones of lower classes. Of every pair one value is before the other.
 */
const chosen = (n: number, value: string, name: string) =>
  lines(n, (i) => `var ${name}r${i} = ${i}u;`) +
  lines(n, (i) =>
    lines(i, (j) => {
      const larger = `${name}b${j}_${i}`;
      return `let ${larger} = u32(${value}${i} > ${value}${j});
      ${name}r${j} += ${larger}; ${name}r${i} -= ${larger};`;
    }),
  ) +
  lines(n, (i) => `let ${name}${i} = ${name}r${i} < parameters.k;`);

/** Sum of what the chosen ones have. */
const total = (n: number, name: string, what: (i: number) => string) =>
  Array.from({ length: n }, (_, i) => `select(0.0, ${what(i)}, ${name}${i})`).join(' + ');

/** One sample: its choices, which are noted by `note`, and its sums. */
const sample = (n: number, augmented: boolean, note: string) => `
  let s = parameters.first_sample + at;
  ${draws(n)}
  ${chosen(n, 'v', 'y')}
  ${augmented ? lines(n, (i) => `let a${i} = v${i} + classes[${i}].augmentation;`) : ''}
  ${augmented ? chosen(n, 'a', 'z') : ''}
  ${note}
  let loss = ${total(n, 'y', (i) => `classes[${i}].loss`)};
  let maximum = ${total(n, 'y', (i) => `v${i}`)};
  let gap = ${augmented ? `(${total(n, 'z', (i) => `g${i}`)}) - (${total(n, 'y', (i) => `g${i}`)})` : '0.0'};
  add_sample(&acc, loss, gap, maximum);`;

/** Counts of pairs: rounds of as many samples per thread as a word has bits. */
function pairs(n: number): string {
  const cells = Math.ceil((n * n) / WORKGROUP_SIZE);
  const cell = (c: number) => `local + ${c * WORKGROUP_SIZE}u`;
  const note = lines(
    n,
    (i) => `oy${i} |= select(0u, bit, y${i}); oz${i} |= select(0u, bit, z${i});`,
  );
  return `
  ${lines(cells, (c) => `var found${c} = 0u;`)}
  for (var round = 0u; round < turns; round += ${WORD}u) {
    ${lines(n, (i) => `var oy${i} = 0u; var oz${i} = 0u;`)}
    for (var turn = round; turn < min(turns, round + ${WORD}u); turn++) {
      let at = first + turn * parameters.threads;
      if (at < parameters.samples) {
        let bit = 1u << (turn - round);
        ${sample(n, true, note)}
      }
    }
    workgroupBarrier();
    ${lines(n, (i) => `ours[${i}u * STRIDE + local] = oy${i}; theirs[${i}u * STRIDE + local] = oz${i};`)}
    workgroupBarrier();
    ${lines(cells, (c) => `found${c} += pairs_of(${cell(c)});`)}
  }
  ${lines(cells, (c) => `write_pairs(${cell(c)}, found${c});`)}
  write_sums(acc, local, group.x);`;
}

/** Counts of classes, in registers to the end. */
const singles = (n: number) => `
  ${lines(n, (i) => `var found${i} = 0u;`)}
  for (var turn = 0u; turn < turns; turn++) {
    let at = first + turn * parameters.threads;
    if (at < parameters.samples) {
      ${sample(
        n,
        false,
        lines(n, (i) => `found${i} += u32(y${i});`),
      )}
    }
  }
  ${lines(n, (i) => `atomicAdd(&table[${i}], found${i});`)}
  write_sums(acc, local, group.x); // and waits for the table
  if (local < N) {
    atomicAdd(&counts[local], atomicLoad(&table[local]));
  }`;

/**
 * The kernel of subsets of n classes, all of whose code is for exactly so many.
 *
 * @param n at most as many as there are bits in a word and threads in a workgroup
 */
export const ranksShader = (n: number, augmented: boolean) => `
const N = ${n}u;
${ranks}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(local_invocation_index) local: u32,
  @builtin(workgroup_id) group: vec3u,
) {
  let first = global.x;
  let turns = (parameters.samples + parameters.threads - 1u) / parameters.threads;
  var acc = array<f32, 6>();
  ${augmented ? pairs(n) : singles(n)}
}`;
