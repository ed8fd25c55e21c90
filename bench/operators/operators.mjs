/**
 * The operators of the field, microseconds per problem: values and gradients of relaxations, best structures
 * of oracles, beside numpy (many problems at once), scipy and networkx where python3 has them.
 */
import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { findPython } from '../lib/peer.mjs';
import { atMost, row } from '../lib/rows.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const measured = (command, args) => JSON.parse(execFileSync(command, args, { encoding: 'utf8' }));

export async function operators() {
  const ours = measured(process.execPath, ['--import', 'tsx', here('./ours.ts')]);
  const python = findPython('numpy, scipy, networkx');
  const { found, alone } = python
    ? measured(python, [here('./peers.py')])
    : { found: {}, alone: {} };
  const rows = Object.entries(ours).flatMap(([name, took]) => [
    row(name, took, 'us'),
    ...(name in found ? [row(`${name}: ours / peer`, took / found[name], 'x', atMost(1))] : []),
    ...(name in alone ? [row(`${name}: ours / peer, one at a time`, took / alone[name], 'x')] : []),
  ]);
  return { rows, notes: python ? [] : ['python3 has no numpy, scipy, networkx: no peers'] };
}
