/**
 * The networks that come with the page: `npm run pretrain`, see `--help`. Exit 2 where the command
 * line can't be used.
 */
import process from 'node:process';
import { readArguments, usage, UsageError } from './pretrain/arguments';
import { pathsSets, pretrainPaths } from './pretrain/paths';
import { pretrain, pretrainSets } from './pretrain/pretrain';

const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  const command = readArguments(process.argv.slice(2));
  if (command === 'help') say(usage);
  else if ('epochs' in command) await pretrainPaths(command, pathsSets(command.maps), say);
  else await pretrain(command, pretrainSets(), say);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n\n${usage}\n`);
  process.exitCode = 2;
}
