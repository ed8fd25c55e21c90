import { backendChoices } from '../compute/service';
import type { NoticeStore } from '../state/notices';

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
