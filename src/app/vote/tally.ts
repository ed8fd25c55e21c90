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

export interface Ballot {
  /** Sends an answer, which takes the place of the one before it. @returns whether it was counted */
  say(answer: number): Promise<boolean>;
}

/** The answers of one phone to one question, one after the other. */
export function createBallot(tally: string, scene: number): Ballot {
  let counted: number | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const send = async (answer: number): Promise<boolean> => {
    const instead = counted === null ? '' : `?instead=${counted}`;
    const reply = await ask(`${tally}tally/${scene}/${answer}${instead}`, 'POST');
    if (reply) counted = answer;
    return reply !== null;
  };
  return {
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
