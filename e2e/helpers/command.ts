import { spawn } from 'node:child_process';

export interface Command {
  /** Resolves with the match once the output matches; rejects if the command ends before. */
  says(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Sends SIGTERM and resolves with the exit code, or the signal that ended it. */
  stop(): Promise<number | string>;
}

/** Runs a command line as a reader would type it, in a folder. */
export function start(line: string, cwd: string, env: Record<string, string>): Command {
  // `exec`: the shell becomes the command, so that a signal reaches it.
  const child = spawn('sh', ['-c', `exec ${line}`], { cwd, env: { ...process.env, ...env } });
  let output = '';
  const listeners = new Set<() => void>();
  const notify = () => listeners.forEach((listener) => listener());
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      notify();
    });
  const ended = new Promise<number | string>((done) => {
    child.once('exit', (code, signal) => {
      done(code ?? signal ?? 'unknown');
      notify();
    });
  });
  const over = () => child.exitCode !== null || child.signalCode !== null;
  return {
    says: (pattern) =>
      new Promise((done, fail) => {
        const look = () => {
          const match = output.match(pattern);
          if (!match && !over()) return;
          listeners.delete(look);
          if (match) done(match);
          else fail(new Error(`"${line}" ended without ${String(pattern)}:\n${output}`));
        };
        listeners.add(look);
        look();
      }),
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
