import type { Storage } from './storage';

/** The jobs that this tab has taken, by their names. */
export interface Claims {
  /**
   * Resolves to whether a job is to be done here: this tab has it, and nobody has done it meanwhile.
   * @param wait for a tab that has it
   */
  claim(name: string, wait: boolean): Promise<boolean>;
  letGo(name: string): void;
  letAllGo(): void;
}

export interface ClaimsOptions {
  readonly take: Storage['claim'];
  /** Whether a job is done, wherever. */
  isDone(name: string): boolean;
  /** Hears of jobs that are done, by whoever, until it is called off. */
  hear(listener: () => void): () => void;
  /** Aborted when no job is wanted any more. */
  readonly signal: AbortSignal;
}

/** A tab that finishes nothing for so long may be asleep: what it has taken is done here too. */
const ASLEEP_MS = 120_000;

/** Shares jobs with other tabs: one at a time has each, and what another has is waited for at the end. */
export function claimJobs({ take, isDone, hear, signal }: ClaimsOptions): Claims {
  const held = new Map<string, () => void>();

  /** Until another tab lets go of the job, or nothing has been finished for some time. */
  async function waitFor(name: string): Promise<(() => void) | null> {
    const asleep = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(() => asleep.abort(), ASLEEP_MS);
    };
    watch();
    const unhear = hear(watch);
    try {
      return await take(name, AbortSignal.any([signal, asleep.signal]));
    } finally {
      clearTimeout(timer);
      unhear();
    }
  }

  return {
    async claim(name, wait) {
      if (isDone(name) || signal.aborted) return false;
      if (held.has(name)) return true;
      const letGo = await (wait ? waitFor(name) : take(name));
      if (isDone(name) || signal.aborted) {
        letGo?.();
        return false;
      }
      if (letGo) held.set(name, letGo);
      return letGo !== null || wait;
    },
    letGo(name) {
      held.get(name)?.();
      held.delete(name);
    },
    letAllGo() {
      held.forEach((letGo) => letGo());
      held.clear();
    },
  };
}
