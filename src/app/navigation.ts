import { createStore } from 'zustand/vanilla';
import type { AnyLabStore } from '../state/lab-store';
import type { NoticeStore } from '../state/notices';
import type { ReadableStore } from '../state/react';
import { formatHash, parseHash, type Route } from '../state/route';
import { decode, encode, shorten } from '../state/url';

/** The part of the browser that navigation needs: a stand-in serves in tests. */
export interface Address {
  hash(): string;
  replace(hash: string): void;
  push(hash: string): void;
  /** Follows a link within the page. */
  go(hash: string): void;
  onChange(listener: () => void): void;
}

export interface Navigation {
  /** Which lab is open, and which figure is on the big screen. */
  readonly place: ReadableStore<Pick<Route, 'lab' | 'present'>>;
  /** Keeps the store of a lab and the address in step from now on, beginning with the address. */
  bind(lab: string, store: AnyLabStore): void;
  present(figure: string | null): void;
  /** The hash that restores a lab as it is now, with a figure of it on the big screen or as it is. */
  hashOf(lab: string, present?: string): string;
  /** Goes to the state of a receipt or a link. */
  open(hash: string): void;
}

/**
 * The address bar as a view of the state: written when a control is let go, read when the reader
 * goes back, forward, or edits it. Only presets and changes of lab make entries of the history.
 */
export function createNavigation(
  labs: readonly { readonly id: string }[],
  notices: NoticeStore,
  address: Address = browserAddress(),
): Navigation {
  const stores = new Map<string, AnyLabStore>();
  const place = createStore(() => readPlace());

  function readPlace() {
    const { lab, present } = parseHash(address.hash());
    if (labs.some(({ id }) => id === lab)) return { lab, present };
    const first = labs[0].id;
    if (lab) {
      notices.add(`There is no lab called "${shorten(lab)}"; ${first} is shown.`, 'warning');
    }
    return { lab: first, present };
  }

  /** The text of the address belongs to the lab it names, or to the first where it names none. */
  function load(lab: string, store: AnyLabStore): void {
    const { normalise } = store;
    const { values, notices: faults } = decode(store.table, parseHash(address.hash()).query, {
      normalise,
    });
    store.load(values);
    const messages = faults.map(({ message }) => message);
    if (messages.length < 2) messages.forEach((message) => notices.add(message, 'warning'));
    else {
      const sum = `${messages.length} settings of the link could not be used as they are.`;
      notices.add(sum, 'warning', messages);
    }
    place.setState({ lab });
  }

  function hashOf(lab: string, figure?: string): string {
    const store = stores.get(lab);
    const query = store ? encode(store.table, store.getState().values, store.normalise) : '';
    const { lab: current, present } = place.getState();
    return formatHash({ lab, query, present: figure ?? (lab === current ? present : null) });
  }

  function write(kind: 'replace' | 'push'): void {
    const hash = hashOf(place.getState().lab);
    if (hash !== address.hash()) address[kind](hash);
  }

  address.onChange(() => {
    const next = readPlace();
    place.setState(next);
    const store = stores.get(next.lab);
    if (store && address.hash() !== hashOf(next.lab)) load(next.lab, store);
  });

  return {
    place,
    bind(lab, store) {
      stores.set(lab, store);
      if (lab === place.getState().lab) load(lab, store);
      store.subscribe(({ phase, origin }) => {
        if (phase === 'move' || origin === 'url' || lab !== place.getState().lab) return;
        write(origin === 'preset' ? 'push' : 'replace');
      });
    },
    present(figure) {
      place.setState({ present: figure });
      write('replace');
    },
    hashOf,
    open: (hash) => address.go(hash),
  };
}

function browserAddress(): Address {
  const put = (method: 'replaceState' | 'pushState') => (hash: string) => {
    try {
      history[method](null, '', hash);
    } catch {
      // Safari allows a hundred entries in half a minute; the next commit writes again
    }
  };
  return {
    hash: () => location.hash,
    replace: put('replaceState'),
    push: put('pushState'),
    go: (hash) => {
      location.hash = hash;
    },
    onChange: (listener) => window.addEventListener('hashchange', listener),
  };
}
