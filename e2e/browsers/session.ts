import { spawn } from 'node:child_process';
import { createConnection } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A browser that is driven by the commands of the W3C's WebDriver, over whatever it understands them by. */
export interface Session {
  /** Name and version, as the browser says them. */
  readonly name: string;
  /** The value that the browser answers with; rejects with its error, whose first word is the kind. */
  send(command: Command, parameters?: object): Promise<unknown>;
  close(): Promise<void>;
}

/** The commands that the journeys need: by HTTP, and by the name that Firefox has for them. */
const commands = {
  navigate: ['/url', 'WebDriver:Navigate'],
  refresh: ['/refresh', 'WebDriver:Refresh'],
  execute: ['/execute/sync', 'WebDriver:ExecuteScript'],
  click: ['/element/{id}/click', 'WebDriver:ElementClick'],
  type: ['/element/{id}/value', 'WebDriver:ElementSendKeys'],
  act: ['/actions', 'WebDriver:PerformActions'],
  resize: ['/window/rect', 'WebDriver:SetWindowRect'],
} as const;

export type Command = keyof typeof commands;

/** Asks until there is an answer: a program that was just started takes its time. */
export async function answered<T>(what: string, ask: () => Promise<T> | T): Promise<T> {
  const end = performance.now() + 60_000;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() > end) throw new Error(`${what} did not answer`, { cause: error });
      await sleep(50);
    }
  }
}

/** Starts a program that ends with us; what it says is not ours. */
export function start(program: string, args: string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: 'ignore' });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<void>((done) => {
    child.once('exit', () => {
      process.off('exit', kill);
      done();
    });
    child.once('error', () => done());
  });
  return {
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

interface Capabilities {
  readonly browserName: string;
  readonly browserVersion: string;
}

const nameOf = ({ browserName, browserVersion }: Capabilities) =>
  `${browserName} ${browserVersion}`;

/** A session with a WebDriver at an address: commands are requests, each with its answer. */
export async function overHttp(driver: string, wanted: object): Promise<Session> {
  const ask = async (path: string, method: string, body?: object) => {
    const response = await fetch(`${driver}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const { value } = (await response.json()) as { value: { error: string; message: string } };
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
    return value as unknown;
  };
  await answered(driver, () => ask('/status', 'GET'));
  const opened = await ask('/session', 'POST', { capabilities: { alwaysMatch: wanted } });
  const { sessionId, capabilities } = opened as { sessionId: string; capabilities: Capabilities };
  return {
    name: nameOf(capabilities),
    send(command, parameters = {}) {
      const path = commands[command][0].replace('{id}', () => (parameters as { id: string }).id);
      return ask(`/session/${sessionId}${path}`, 'POST', parameters);
    },
    close: async () => void (await ask(`/session/${sessionId}`, 'DELETE')),
  };
}

/**
 * A session with Firefox's own Marionette, which is what geckodriver would speak with: messages of
 * JSON with their length before them.
 */
export async function overMarionette(port: number): Promise<Session> {
  const waiting = new Map<number, { done(value: unknown): void; fail(error: Error): void }>();
  const socket = createConnection(port, '127.0.0.1');
  let rest = Buffer.alloc(0);
  const read = (message: unknown) => {
    // what it says by itself, its greeting, is no answer
    if (!Array.isArray(message)) return;
    const [, id, error, result] = message as [
      1,
      number,
      { error: string; message: string },
      object,
    ];
    const { done, fail } = waiting.get(id)!;
    waiting.delete(id);
    if (error) fail(new Error(`${error.error}: ${error.message}`));
    else done(result && 'value' in result ? result.value : result);
  };
  socket.on('data', (more) => {
    rest = Buffer.concat([rest, more]);
    for (;;) {
      const colon = rest.indexOf(':');
      const end = colon + 1 + Number(rest.subarray(0, colon));
      if (colon < 0 || rest.length < end) return;
      read(JSON.parse(rest.toString('utf8', colon + 1, end)));
      rest = rest.subarray(end);
    }
  });
  const lost = (error?: Error) => {
    for (const { fail } of waiting.values()) fail(error ?? new Error('Firefox ended'));
    waiting.clear();
  };
  socket.on('error', lost).on('close', () => lost());
  let last = 0;
  const ask = (name: string, parameters: object) =>
    new Promise((done, fail) => {
      const text = JSON.stringify([0, ++last, name, parameters]);
      waiting.set(last, { done, fail });
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  const opened = await ask('WebDriver:NewSession', {});
  return {
    name: nameOf((opened as { capabilities: Capabilities }).capabilities),
    send: (command, parameters = {}) => ask(commands[command][1], parameters),
    close: async () => {
      await ask('Marionette:Quit', { flags: ['eForceQuit'] });
      socket.destroy();
    },
  };
}
