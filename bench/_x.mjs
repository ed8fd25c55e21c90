import { dragging } from './drag/_d.mjs';
import { formatTable } from './lib/rows.mjs';
console.log(formatTable((await dragging()).rows.filter(r=>/sigma/.test(r.name))));
