import { writeFileSync } from 'node:fs';
import { NOTATION_FILE, notationDocument } from './notation/document';

writeFileSync(NOTATION_FILE, await notationDocument());
console.log(`${NOTATION_FILE} is written from src/lecture/notation.ts.`);
