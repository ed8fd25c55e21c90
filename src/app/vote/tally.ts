import { keptIn, type Kept } from '../../state/kept';
import { isLoopback, pageBase } from '../published';

/*
 * Voting: a phone opens an address and shows its answer. Where the lecturer's machine counts
 * (scripts/tally.mjs), that address says where, and the phone sends its answer there. Nothing says whose it is.
 */

/** A machine that does not answer in so many milliseconds is not waited for. */
const PATIENCE = 2000;

/** Where votes are counted, with a slash at its end; null where nothing usable is said. */
export function tallyOf(query: URLSearchParams): string | null {
  const text = query.get('tally') ?? '';
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return null;
  return new URL('./', text).href;
}

/**
 * The address of the vote page of a scene. The machine that counts serves the page too: phones reach it
 * there, where this page is their own machine's.
 */
export function voteAddress(scene: number, tally: string | null, base = pageBase()): string {
  const home = tally !== null && isLoopback(base) ? tally : base;
  return `${home}#/vote?scene=${scene}${tally === null ? '' : `&tally=${tally}`}`;
}

/** What a phone keeps of a question until its tab is closed, so that it may be loaded again. */
export const keptOf = (what: 'said' | 'counted', scene: number): Kept =>
  keptIn(() => sessionStorage, `noisy-argmax:${what}-${scene}`);

/** A kept answer, from 1; null where there is none. */
export const answerIn = (kept: Kept): number | null => {
  const value = kept.read();
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null;
};

export interface Ballot {
  /** The answer that was counted last; null before that. */
  counted(): number | null;
  /** Sends an answer, which takes the place of the one before it. @returns whether it was counted */
  say(answer: number): Promise<boolean>;
}

/** The answers of one phone to one question, one after the other. */
export function createBallot(tally: string, scene: number): Ballot {
  const kept = keptOf('counted', scene);
  let counted = answerIn(kept);
  let last: Promise<unknown> = Promise.resolve();
  const send = async (answer: number): Promise<boolean> => {
    const instead = counted === null ? '' : `?instead=${counted}`;
    const reply = await ask(`${tally}tally/${scene}/${answer}${instead}`, 'POST');
    if (!reply) return false;
    counted = answer;
    kept.write(answer);
    return true;
  };
  return {
    counted: () => counted,
    say(answer) {
      const sent = last.then(() => send(answer));
      last = sent;
      return sent;
    },
  };
}

/** How often each answer was given, from the first on; null where that cannot be had. */
export async function readCounts(tally: string, scene: number): Promise<readonly number[] | null> {
  const reply = await ask(`${tally}tally/${scene}`, 'GET');
  const counts: unknown = await reply?.json().catch(() => null);
  return Array.isArray(counts) && counts.every(Number.isFinite) ? counts : null;
}

const ask = (address: string, method: 'GET' | 'POST'): Promise<Response | null> =>
  fetch(address, { method, signal: AbortSignal.timeout(PATIENCE) }).then(
    (response) => (response.ok ? response : null),
    () => null,
  );
