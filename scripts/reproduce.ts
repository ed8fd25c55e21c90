/**
 * The tables of the papers, run again on all cores with the code of the page:
 * `npm run reproduce -- matching ...` or `-- knn ...`, see `--help`.
 */
import process from 'node:process';
import { reproduce } from './reproduce/command';

process.exitCode = await reproduce(process.argv.slice(2), console);
