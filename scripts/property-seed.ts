/**
 * Tests of properties draw the same examples in every run: one that fails does so everywhere. FUZZ=1 draws others, and
 * what it finds becomes a test of its own.
 */
import fc from 'fast-check';
import process from 'node:process';

const SEED = 20_261_128;

if (!process.env.FUZZ) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: SEED });
