import process from 'node:process';
import { golden } from './golden/command';

process.exitCode = golden(process.argv.slice(2), console);
