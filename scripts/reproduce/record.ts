import pkg from '../../package.json' with { type: 'json' };
import { parseHash } from '../../src/state/route';
import type { Normalise } from '../../src/state/conform';
import type { ParamTable, Values } from '../../src/state/params';
import { encodeRecorded } from '../../src/state/runs/recorded';
import { decode } from '../../src/state/url';
import { TESTS as knnTests } from '../../src/labs/knn/connect';
import type { EvaluationRequest } from '../../src/labs/knn/compute/protocol';
import { REPORTED_KS } from '../../src/labs/knn/experiment/spec';
import { knnKind, type KnnRun } from '../../src/labs/knn/kind';
import * as knn from '../../src/labs/knn/model';
import { knnTable, normalise as normaliseKnn } from '../../src/labs/knn/params';
import { filedTest, type FiledTest } from '../../src/labs/knn/recorded-tests';
import { TESTS as matchingTests } from '../../src/labs/matching/connect';
import { matchingKind, type MatchingRunSpec } from '../../src/labs/matching/kind';
import { runSpecs as matchingSpecs } from '../../src/labs/matching/specs';
import { matchingTable, normalise as normaliseMatching } from '../../src/labs/matching/params';
import { signSpecs } from '../../src/labs/matching/sign';
import { roundWeights } from '../pretrain/train';
import { UsageError, type RecordedName, type RunCommand } from './arguments';
import { writeWhole } from './file';
import { openKnn, openMatching, unwatched } from './page-work';
import { trainRuns } from './train-run';

/** Trains what the page would train under these settings and writes it as a file that it can show. */
export async function record(
  { experiment, link, out }: RunCommand,
  made: string,
  log: (line: string) => void,
): Promise<void> {
  const text = await recorders[experiment](link, { version: pkg.version, made });
  writeWhole(out, text);
  log(`${out} is written, ${Math.round(text.length / 1024)} KiB.`);
}

type Recorder = (link: string, receipt: { version: string; made: string }) => Promise<string>;

const recorders: Readonly<Record<RecordedName, Recorder>> = {
  /** With the weights after 1, 2, 4, 8, ... steps and at the end. */
  async matching(link, receipt) {
    const values = valuesOf('matching', link, matchingTable, normaliseMatching);
    const specs = matchingSpecs(values);
    const named = specs.map((spec) => ({
      ...spec,
      id: `recorded-${spec.id}`,
      name: recordedName(spec.name, specs.length, `d = ${spec.setup.d}`),
    }));
    return encodeRecorded(receipt, await trainMatching(named));
  },
  /** To the end; only the curves. */
  async sign(link, receipt) {
    const { seed } = valuesOf('matching', link, matchingTable, normaliseMatching);
    const specs = signSpecs(seed).map((spec) => ({
      ...spec,
      id: `recorded-${spec.id}`,
      name: `${spec.name}, recorded`,
    }));
    const trained = await trainMatching(specs);
    return encodeRecorded(
      receipt,
      trained.map(({ run }) => ({ run, states: [] })),
    );
  },
  /** With the weights at the end, rounded to eight bits: they are most of the file; and their test on all images. */
  async knn(link, receipt) {
    const values = valuesOf('knn', link, knnTable, normaliseKnn);
    const { training, test, set } = await openKnn(values.dataset);
    const specs = knn.runSpecs(values, set);
    const named = specs.map((spec) => ({
      ...spec,
      id: `recorded-${spec.id}`,
      name: recordedName(spec.name, specs.length, set.title),
    }));
    const settings = { ...knnTests[values.network], networks: 'own' as const };
    const trained = await trainRuns(knnKind, named, (asked, limits) =>
      training.advance([asked], limits, settings, unwatched),
    );
    const rounded = trained.map(({ run, states }) => ({
      run,
      states: states
        .slice(-1)
        .map(({ step, params }) => ({ step, params: roundWeights(Float32Array.from(params)) })),
    }));
    const tests: FiledTest[] = [];
    for (const { run, states } of rounded) {
      const request = testRequest(run, values.k);
      tests.push(filedTest(run, await test(request, states[0].params)));
    }
    return encodeRecorded(receipt, rounded, { tests });
  },
};

/** What the page asks where a run is tested on everything. */
export const testRequest = ({ setup, version, step }: KnnRun, k: number): EvaluationRequest => ({
  ...{ setup, place: { version, step }, params: null, k, ks: REPORTED_KS },
  ...{ raw: false, networks: 'own' },
});

function trainMatching(specs: readonly MatchingRunSpec[]) {
  const work = openMatching();
  const settings = { ...matchingTests, networks: 'own' as const };
  return trainRuns(matchingKind, specs, (asked, limits) =>
    work.advance({ runs: [asked], limits, settings }, unwatched),
  );
}

/** What a line is called: its method too where several are recorded. */
const recordedName = (name: string, count: number, on: string) =>
  count > 1 ? `${name}, recorded` : `recorded, ${on}`;

/** @throws UsageError naming what of the link can't be used */
function valuesOf<T extends ParamTable>(
  lab: string,
  link: string,
  table: T,
  normalise: Normalise<T>,
): Values<T> {
  const route = parseHash(link);
  if (link !== '' && route.lab !== lab) {
    throw new UsageError(`--link must begin with "#/${lab}", not "${link}".`);
  }
  const { values, notices } = decode(table, route.query, { normalise });
  if (notices.length > 0) throw new UsageError(`--link: ${notices[0].message}`);
  return values;
}
