import { formatHash, parseHash } from '../../state/route';

/**
 * The address of a saved state, opened within a lesson of the same lab: the lesson stays, and what it locks keeps
 * its value.
 * @param here the address of the lab as it is now
 */
export function heldIn(here: string, opened: string): string {
  const now = parseHash(here);
  const then = parseHash(opened);
  if (!now.lesson || then.lesson || now.lab !== then.lab) return opened;
  const { lesson, present } = now;
  const isLocked = (part: string) => lesson.lock.includes(part.slice(0, part.indexOf('=')));
  const kept = then.query.split('&').filter((part) => !isLocked(part));
  const locked = now.query.split('&').filter(isLocked);
  const query = [...kept, ...locked].filter(Boolean).join('&');
  // what is hidden is not brought back by another figure either
  return formatHash({ ...then, query, lesson, present: lesson.show ? present : then.present });
}
