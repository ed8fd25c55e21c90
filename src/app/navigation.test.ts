import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createLabStore } from '../state/lab-store';
import { sealed } from '../state/link-check';
import { createLinkCodec } from '../state/link';
import { createNotices } from '../state/notices';
import { number } from '../state/params';
import type { Route } from '../state/route';
import { createNavigation, type Address } from './navigation';

const size = number({ label: 'Size', default: 1, min: 0, max: 10, class: 'live', help: 'A size.' });
const table = { size };
const labs = [{ id: 'one' }, { id: 'two' }];

/** A browser's address bar with its history. */
function fakeAddress(first: string) {
  const entries = [first];
  const listeners: (() => void)[] = [];
  let index = 0;
  const hear = () => listeners.forEach((listener) => listener());
  /** The address has changed, and the page has not heard of it. */
  const follow = (hash: string) => void entries.splice(++index, Infinity, hash);
  const go = (hash: string) => {
    follow(hash);
    hear();
  };
  const address: Address & { willing: boolean } = {
    willing: true,
    hash: () => entries[index],
    replace(hash) {
      if (!address.willing) return false;
      entries[index] = hash;
      return true;
    },
    push(hash) {
      entries.splice(++index, Infinity, hash);
      return true;
    },
    go,
    onChange: (listener) => void listeners.push(listener),
  };
  const back = () => {
    index--;
    hear();
  };
  return { address, entries, go, back, follow, hear };
}

const redirect = ({ lab }: Route) => (lab === 'short' ? '#/one?size=6' : null);

function setUp(hash: string) {
  const browser = fakeAddress(hash);
  const notices = createNotices();
  const lost: string[] = [];
  const navigation = createNavigation(
    { labs, pages: ['notes'], redirect, lost: (hash) => lost.push(hash) },
    notices,
    browser.address,
  );
  const store = createLabStore(table);
  navigation.bind('one', store, createLinkCodec());
  const messages = () => notices.getState().map((notice) => notice.message);
  const details = () => notices.getState().flatMap((notice) => notice.details);
  return { ...browser, navigation, store, messages, details, lost };
}

describe('navigation', () => {
  let page: ReturnType<typeof setUp>;
  beforeEach(() => {
    page = setUp('#/one?size=2');
  });

  it('begins with the address', () => {
    expect(page.store.getState().values.size).toBe(2);
  });

  it('opens a lab where it starts if the address says nothing more, and at the defaults if it does', () => {
    const open = (hash: string) => {
      const navigation = createNavigation({ labs }, createNotices(), fakeAddress(hash).address);
      const store = createLabStore(table, { initial: { size: 5 } });
      navigation.bind('one', store, createLinkCodec());
      return [store.getState().values.size, navigation.hashOf('one')];
    };
    expect(open('#/one')).toEqual([5, '#/one?size=5']);
    expect(open('#/one?size=1')).toEqual([1, '#/one?size=1']);
    expect(open('#/one?present=a')).toEqual([1, '#/one?size=1&present=a']);
  });

  it('does not write over a link that was followed and is not read yet', () => {
    page.follow('#/notes');
    page.store.set({ size: 3 });
    page.navigation.present('a');
    expect(page.entries.at(-1)).toBe('#/notes');
    page.hear();
    expect(page.navigation.place.getState()).toMatchObject({ lab: 'notes', present: null });
  });

  it('reads such a link as that of the lab which it names, though the code of another comes first', () => {
    const browser = fakeAddress('#/one?size=2');
    const notices = createNotices();
    const navigation = createNavigation({ labs }, notices, browser.address);
    browser.follow('#/two?colour=4');
    const one = createLabStore(table);
    navigation.bind('one', one, createLinkCodec());
    expect(one.getState().values.size).toBe(2);
    browser.hear();
    const two = createLabStore({ colour: size });
    navigation.bind('two', two, createLinkCodec());
    expect(two.getState().values.colour).toBe(4);
    expect(notices.getState()).toEqual([]);
  });

  it('writes when a control is let go, not while it moves', () => {
    page.store.set({ size: 3 }, 'move');
    expect(page.entries).toEqual(['#/one?size=2']);
    page.store.set({ size: 3 }, 'commit');
    expect(page.entries).toEqual(['#/one?size=3']);
  });

  it('writes again what the browser did not take', () => {
    vi.useFakeTimers();
    page.address.willing = false;
    page.store.set({ size: 3 }, 'commit');
    page.store.set({ size: 4 }, 'commit');
    expect(page.entries).toEqual(['#/one?size=2']);
    page.address.willing = true;
    vi.runAllTimers();
    vi.useRealTimers();
    expect(page.entries).toEqual(['#/one?size=4']);
  });

  it('says what of a link did not come, and puts right what only has something more', () => {
    const whole = sealed('#/one?size=7&present=figure');
    page.go(whole.slice(0, -9));
    expect(page.store.getState().values.size).toBe(7);
    expect(page.messages()).toEqual([expect.stringContaining('This link was cut: 12 of its 21')]);
    page.go(sealed('#/one?size=6').concat(').'));
    expect(page.store.getState().values.size).toBe(6);
    expect(page.messages().at(-1)).toContain('could be put right');
  });

  it('makes an entry for a preset, to which back returns', () => {
    page.store.applyPreset({ id: 'a', label: 'A', story: '', values: { size: 5 } });
    expect(page.entries).toEqual(['#/one?size=2', '#/one?size=5']);
    page.back();
    expect(page.store.getState().values.size).toBe(2);
  });

  it('follows an address that the reader edits, and names what is wrong with it', () => {
    page.go('#/one?size=99');
    expect(page.store.getState().values.size).toBe(10);
    expect(page.messages()).toEqual([
      'size must be a number from 0 to 10; the link gives "99", so 10 is used.',
    ]);
  });

  it('sums several faults up in one notice', () => {
    page.go('#/one?size=99&speed=3');
    expect(page.messages()).toEqual(['2 settings of the link could not be used as they are.']);
    expect(page.details()).toHaveLength(2);
  });

  it('keeps the presented figure in the address', () => {
    page.navigation.present('bars');
    // the way back leads out of the presentation, not off the page
    const before = '#/one?size=2';
    expect(page.entries).toEqual([before, '#/one?size=2&present=bars']);
    page.store.set({ size: 1 });
    expect(page.entries).toEqual([before, '#/one?present=bars']);
    page.navigation.present('curves');
    expect(page.entries).toEqual([before, '#/one?present=curves']);
    page.navigation.present(null);
    expect(page.entries).toEqual([before, '#/one']);
  });

  it('leads back to the settings before a reset', () => {
    page.store.reset();
    expect(page.entries).toEqual(['#/one?size=2', '#/one']);
    page.go('#/one?size=2');
    expect(page.store.getState().values.size).toBe(2);
  });

  it('hands on the address of a lab that does not exist and opens the front door', () => {
    page = setUp('#/three?size=4');
    expect(page.navigation.place.getState().lab).toBe('');
    expect(page.lost).toEqual(['#/three?size=4']);
  });

  it.each([
    ['', ''],
    ['#', ''],
    ['#/', ''],
    ['#/notes', 'notes'],
    ['#/?size=4', 'one'],
    ['#?present=bars', 'one'],
  ])('the address "%s" leads to "%s"', (hash, lab) => {
    page = setUp(hash);
    expect(page.navigation.place.getState().lab).toBe(lab);
    expect(page.messages()).toEqual([]);
  });

  it('tells of a link that was cut in its check value', () => {
    page = setUp('#/one?check=1');
    expect(page.messages()[0]).toContain('The check value of this link was changed');
  });

  it('puts the address that a short one stands for in its place', () => {
    page.go('#/short');
    expect(page.entries).toEqual(['#/one?size=2', '#/one?size=6']);
    expect(page.store.getState().values.size).toBe(6);
  });

  it('keeps the scene in the address of its lab, and leaves it for the lab as it stands', () => {
    page.go('#/one?size=2&scene=3&ask=1');
    page.store.set({ size: 4 });
    page.navigation.stage({ id: 3, asks: false, said: 2, course: null });
    expect(page.entries.at(-1)).toBe('#/one?size=4&scene=3&said=2');
    expect(page.navigation.hashOf('one', 'bars')).toBe('#/one?size=4&present=bars');
    page.navigation.stage(null);
    expect(page.entries.at(-1)).toBe('#/one?size=4');
  });

  it('obeys the lesson of the address while it is there, and only in its lab', () => {
    page.go('#/one?size=2&show=size&lock=size,speed');
    page.store.set({ size: 4 });
    expect(page.store.getState().values.size).toBe(2);
    expect(page.navigation.place.getState().lesson?.show).toEqual(['size']);
    expect(page.navigation.hashOf('one', 'bars')).toBe('#/one?size=2&present=bars');
    page.navigation.teach({ show: null, lock: ['size'], strict: false });
    expect(page.entries.at(-1)).toBe('#/one?size=2&lock=size');
    page.go('#/one?size=2');
    page.store.set({ size: 4 });
    expect(page.store.getState().values.size).toBe(4);
  });

  it('keeps the settings of a lab while another is open', () => {
    page.store.set({ size: 7 });
    page.go('#/two');
    expect(page.navigation.place.getState().lab).toBe('two');
    expect(page.navigation.hashOf('one')).toBe('#/one?size=7');
    page.store.set({ size: 8 });
    expect(page.entries.at(-1)).toBe('#/two');
  });
});
