import { expect, it } from 'vitest';
import { createNotices } from '../state/notices';
import { tellNotKept } from './warnings';

const said = (...reasons: readonly unknown[]) => {
  const notices = createNotices();
  for (const reason of reasons) {
    tellNotKept(reason, notices);
    notices.clear();
    tellNotKept(reason, notices);
  }
  const again = notices.getState().length;
  const other = createNotices();
  tellNotKept(reasons[0], other);
  return { again, message: other.getState()[0].message, tone: other.getState()[0].tone };
};

it.each<[string, unknown, RegExp]>([
  ['denied', new DOMException('', 'SecurityError'), /^This browser stores nothing/],
  ['not there', new ReferenceError('indexedDB is not defined'), /^This browser stores nothing/],
  ['no reason', undefined, /^This browser stores nothing/],
  ['full', new DOMException('', 'QuotaExceededError'), /^There is no room left/],
  [
    'full, in Firefox',
    new DOMException('', 'NS_ERROR_DOM_QUOTA_REACHED'),
    /^There is no room left/,
  ],
])(
  'storage that is %s is told once on a page, in one sentence that offers files',
  (_, why, says) => {
    const { again, message, tone } = said(why, why);
    expect([again, tone]).toEqual([0, 'warning']);
    expect(message).toMatch(says);
    expect(message).toMatch(/save as files\.$/);
    expect(message.match(/\./g)).toHaveLength(1);
  },
);
