import { describe, expect, it } from 'vitest';
import { createNotices } from '../state/notices';
import { followLost, foundHash, tellNotKept } from './warnings';

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

describe('a link that names nothing here', () => {
  const known = [{ id: 'argmax' }, { id: 'knn' }, { id: 'about' }];
  const found = '#/argmax?sigma=0.5';
  it.each([
    ['two hashes', '##/argmax?sigma=0.5'],
    ['a hash in percent signs', '#%23/argmax?sigma=0.5'],
    ['an exclamation mark', '#!/argmax?sigma=0.5'],
    ['two strokes', '#//argmax?sigma=0.5'],
    ['a capital', '#/Argmax?sigma=0.5'],
    ['capitals alone', '#/ARGMAX?SIGMA=0.5'],
    ['a stroke behind its name', '#/argmax/?sigma=0.5'],
    ['no question mark', '#/argmax&sigma=0.5'],
    ['a sign without width', '#/arg%E2%80%8Bmax?sigma=0.5'],
    ['the sign of a hard blank', '#/%C2%A0argmax?sigma=0.5'],
  ])('for %s is put right', (_, hash) => {
    expect(foundHash(hash, known)).toBe(found);
  });

  it.each(['#/knn)', '#/knn.', '#/knn%E2%80%A6', '#/knn%3E', '#/knn”', '#/knn/'])(
    'for what is glued to it is put right: %s',
    (hash) => expect(foundHash(hash, known)).toBe('#/knn'),
  );

  it('is followed, with a word, and named where nothing is found', () => {
    const notices = createNotices();
    const went: string[] = [];
    const go = (hash: string) => went.push(hash);
    followLost('##/knn', known, notices, go);
    followLost('#/nonsense?sigma=2', known, notices, go);
    followLost('#/%E0%A4%A', known, notices, go);
    expect(went).toEqual(['#/knn']);
    expect(notices.getState().map(({ message }) => message)).toEqual([
      'The beginning of this link was changed on its way; it could be put right.',
      'There is no lab called "nonsense": the link may be cut, or of another version of this page.',
      'There is no lab called "%E0%A4%A": the link may be cut, or of another version of this page.',
    ]);
  });
});
