/**
 * Measures what the parts say of the graphics device, one after the other, and tells every figure as soon
 * as it is there: to the address `tell` of the query where one is given, and on the page itself, so that any
 * browser can be pointed at it by hand.
 *
 *   ?parts=networks,search   only these      ?soft=1   tiny sizes, for an adapter that is a program
 */
import { openDevice, type OpenDevice } from '../../src/gpu/device';
import { messageOf } from '../../src/core/message-of';

type Tell = (what: string, numbers: Record<string, number | string>) => void;

interface Part {
  measure(open: OpenDevice, soft: boolean, tell: Tell): Promise<void>;
}

const parts = import.meta.glob<Part>('./parts/*.ts');
const query = new URLSearchParams(location.search);
const shown = document.querySelector('pre')!;

/** Lines go out one after the other, so that they come in in their order. */
let sent: Promise<unknown> = Promise.resolve();

function say(line: Record<string, unknown>): void {
  shown.append(`${JSON.stringify(line)}\n`);
  const address = query.get('tell');
  if (!address) return;
  const body = JSON.stringify(line);
  sent = sent.then(() => fetch(address, { method: 'POST', mode: 'no-cors', body }));
}

async function measure(name: string, load: () => Promise<Part>): Promise<void> {
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  let open: OpenDevice | null = null;
  try {
    const part = await load();
    open = await openDevice(navigator.gpu);
    const tell: Tell = (what, numbers) => say({ part: name, what, numbers });
    await part.measure(open, query.has('soft'), tell);
    say({ part: name, what: 'took', numbers: { seconds: seconds() } });
  } catch (error) {
    say({ part: name, what: 'failed', why: messageOf(error), seconds: seconds() });
  } finally {
    open?.device.destroy();
  }
}

async function adapter(): Promise<void> {
  try {
    const { device, adapter: facts } = await openDevice(navigator.gpu);
    const features = [...device.features].join(' ');
    say({
      part: 'adapter',
      what: facts.name,
      numbers: { software: String(facts.software), features },
    });
    device.destroy();
  } catch (error) {
    say({ part: 'adapter', what: 'failed', why: messageOf(error) });
  }
}

const wanted = query.get('parts')?.split(',');
await adapter();
for (const [path, load] of Object.entries(parts)) {
  const name = path.replace(/^.*\/|\.ts$/g, '');
  if (!wanted || wanted.includes(name)) await measure(name, load);
}
say({ part: 'all', what: 'done' });
await sent;
