/**
 * `npm run new-lab -- NAME`: the lab of docs/add-a-lab.md under another name, registered and ready to be
 * changed. Exit 2 where the name can't be used.
 */
import process from 'node:process';
import { NameError, writeLab } from './new-lab/write';

try {
  const [name = ''] = process.argv.slice(2);
  for (const file of writeLab('.', name)) console.log(file);
  console.log(`\nnpm run dev, then open #/${name}. What comes next is in docs/add-a-lab.md.`);
} catch (error) {
  if (!(error instanceof NameError)) throw error;
  console.error(`${error.message}\n\nnpm run new-lab -- NAME`);
  process.exitCode = 2;
}
