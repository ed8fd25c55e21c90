import { backendChoices } from '../compute/service';
import { plainSigns } from '../core/plain-signs';
import type { NoticeStore } from '../state/notices';
import { parseHash } from '../state/route';
import { shorten } from '../state/shorten';

/** The backend that the address asks for is taken up by the work of a lab; an unknown one is named. */
export function nameUnknownBackend(search: string, notices: NoticeStore): void {
  const wanted = new URLSearchParams(search).get('backend');
  if (wanted === null || backendChoices.some((choice) => choice === wanted)) return;
  const list = backendChoices.join(', ');
  notices.add(
    `The backend "${wanted.slice(0, 40)}" is unknown; it can be ${list}. It is chosen automatically.`,
    'warning',
  );
}

/** A lab or another page. */
interface Named {
  readonly id: string;
}

/**
 * What a hash that names nothing here was before programs, or a hand, changed it: more marks at its start, signs that
 * can't be seen, capitals, a full stop behind it. Null where it can't be told.
 * @param known all that an address can name
 */
export function foundHash(hash: string, known: readonly Named[]): string | null {
  const bare = plainSigns(unwritten(hash)).replace(/^[\s#!/]+/, '');
  // a code of squares has capitals alone
  const text = /[a-z]/.test(bare) ? bare : bare.toLowerCase();
  const [, name, rest] = /^([\w-]*)[^\w?&]*[?&]*(.*)$/s.exec(text) ?? [];
  const one = known.find(({ id }) => id === name?.toLowerCase());
  if (!one) return null;
  return rest ? `#/${one.id}?${rest}` : `#/${one.id}`;
}

function unwritten(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}

/** Goes on to what a hash that names nothing here must have been, or says that there is no such thing. */
export function followLost(
  hash: string,
  known: readonly Named[],
  notices: NoticeStore,
  go: (found: string) => void = (found) => location.replace(found),
): void {
  const found = foundHash(hash, known);
  if (found !== null) {
    notices.add(
      'The beginning of this link was changed on its way; it could be put right.',
      'warning',
    );
    return go(found);
  }
  const name = shorten(parseHash(hash).lab);
  notices.add(
    `There is no lab called "${name}": the link may be cut, or of another version of this page.`,
    'warning',
  );
}

const KEPT = 'runs, results, a course of your own and what you have chosen';
const DENIED = `This browser stores nothing for this page, as in a private window: ${KEPT} are gone when it is closed, but for what you save as files.`;
const FULL = `There is no room left in this browser for what this page stores: what is new of ${KEPT} is gone when it is closed, but for what you save as files.`;

const told = new WeakSet<NoticeStore>();

/**
 * Says, once, that what should outlive the page does not, and what helps.
 * @param reason of the browser
 */
export function tellNotKept(reason: unknown, notices: NoticeStore): void {
  if (told.has(notices)) return;
  told.add(notices);
  // browsers call a want of space by several names
  const isFull = reason instanceof Error && /quota/i.test(reason.name);
  notices.add(isFull ? FULL : DENIED, 'warning');
}
