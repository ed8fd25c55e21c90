import { writeLinks } from './records/links';
import { readRecords, writeRecords } from './records/file';
import { runs } from './records/runs';
import { differenceOf, type Trace } from './records/trace';

const usage = `npm run records               trains every recorded run again and says which differ, about 10 seconds
npm run records -- --write    keeps what they are now, for a change that is meant to change them, and
                              fills in what new links of records/links.json give`;

async function main(args: readonly string[]): Promise<number> {
  const writes = args.includes('--write');
  if (args.length > (writes ? 1 : 0)) {
    console.error(usage);
    return 2;
  }
  const known = readRecords();
  const made: Record<string, Trace> = {};
  let changed = 0;
  for (const [name, record] of Object.entries(runs)) {
    const recording = await record();
    made[name] = recording.trace;
    const difference = name in known ? differenceOf(known[name], recording) : 'is new';
    if (difference === null) continue;
    changed++;
    console.log(`${name}: ${difference}`);
  }
  for (const name of Object.keys(known).filter((name) => !(name in made))) {
    changed++;
    console.log(`${name}: is no longer there`);
  }
  if (writes) {
    writeRecords(made);
    const links = await writeLinks();
    if (links > 0) console.log(`${links} new links`);
  }
  console.log(
    `${Object.keys(made).length} runs, ${changed} changed${writes ? ' and written' : ''}`,
  );
  return changed > 0 && !writes ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
