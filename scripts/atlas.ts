import { writeFileSync } from 'node:fs';
import { ATLAS_FILE, atlasDocument } from './atlas/document';

writeFileSync(ATLAS_FILE, atlasDocument());
console.log(`${ATLAS_FILE} is written from src/core/atlas.`);
