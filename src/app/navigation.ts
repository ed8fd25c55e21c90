import { createStore } from 'zustand/vanilla';
import type { AnyLabStore } from '../state/lab-store';
import type { Lesson } from '../state/lesson';
import type { NoticeStore } from '../state/notices';
import type { ReadableStore } from '../state/react';
import { formatHash, parseHash, type Route, type SceneAt } from '../state/route';
import type { LinkCodec, LinkFaults } from '../state/link';

/** The part of the browser that navigation needs: a stand-in serves in tests. */
export interface Address {
  hash(): string;
  /** @returns whether the browser took it */
  replace(hash: string): boolean;
  push(hash: string): boolean;
  /** Follows a link within the page. */
  go(hash: string): void;
  onChange(listener: () => void): void;
}

/**
 * Where the reader is: in a lab or on another page, by its id; '' at the front door. In a lab a figure may be
 * on the big screen, or a scene of the lecture, and a lesson may leave some of it out.
 */
export type Place = Pick<Route, 'lab' | 'present' | 'scene' | 'lesson'>;

export interface Navigation {
  readonly place: ReadableStore<Place>;
  /** Keeps the store of a lab and the address in step from now on, beginning with the address. */
  bind(lab: string, store: AnyLabStore, codec: LinkCodec): void;
  present(figure: string | null): void;
  /** Another step of the scene that is shown; null leaves the lecture for the lab as it stands. */
  stage(scene: SceneAt | null): void;
  /** Another lesson in the lab that is shown. */
  teach(lesson: Lesson | null): void;
  /** The hash that restores a lab as it is now, with a figure of it on the big screen or as it is. */
  hashOf(lab: string, present?: string): string;
  /** Goes to the state of a receipt or a link. */
  open(hash: string): void;
}

/** A lab whose state the address says. */
interface Bound {
  readonly store: AnyLabStore;
  readonly codec: LinkCodec;
}

/** Where addresses can lead. */
export interface Destinations {
  readonly labs: readonly { readonly id: string }[];
  /** Ids of the pages that are no lab. */
  readonly pages?: readonly string[];
  /** The address that a short one stands for; null if it stands for itself. */
  redirect?(this: void, route: Route): string | null;
  /** Hears of a hash that names nothing that is here. */
  lost?(this: void, hash: string): void;
}

/** Pause after which an address that the browser did not take is written again. */
const RETRY_MS = 2000;

/**
 * The address bar as a view of the state: written when a control is let go, read when the reader
 * goes back, forward, or edits it. Presets, a reset, the way to the big screen and changes of lab make entries of the
 * history: what would be lost without one.
 */
export function createNavigation(
  { labs, pages = [], redirect = () => null, lost }: Destinations,
  notices: NoticeStore,
  address: Address = browserAddress(),
): Navigation {
  const stores = new Map<string, Bound>();
  const place = createStore(() => readPlace());
  /** The address as the page knows it. */
  let known = address.hash();
  let retry: ReturnType<typeof setTimeout> | undefined;

  function readPlace(): Place {
    const target = redirect(parseHash(address.hash()));
    if (target !== null) address.replace(target);
    const { lab, query, present, scene, lesson } = parseHash(address.hash());
    if (labs.some(({ id }) => id === lab)) return { lab, present, scene, lesson };
    // links of the first lab did not always name it
    if (!lab && (query || present)) return { lab: labs[0].id, present, scene: null, lesson };
    const page = pages.includes(lab) ? lab : '';
    if (lab !== page) lost?.(address.hash());
    return { lab: page, present: null, scene: null, lesson: null };
  }

  /**
   * The text of the address belongs to the lab it names, or to the first where it names none: a link that was
   * followed and is not read yet may name another than the one that is shown. An address that says nothing more
   * opens the lab where it starts; a link has the defaults for what it leaves out.
   */
  function load({ store, codec }: Bound): void {
    const route = parseHash(known);
    if (saysMore(route)) tellFaults(codec.read(store, route.query, route.checked), notices);
    else store.load(store.getInitialState().values);
  }

  const obey = ({ store, codec }: Bound) =>
    tellFaults({ link: null, settings: codec.obey(store, place.getState().lesson) }, notices);

  function hashOf(lab: string, figure?: string): string {
    const query = queryOf(stores.get(lab));
    const { lab: current, ...here } = place.getState();
    const isHere = lab === current && figure === undefined;
    const shown = isHere ? here : { present: figure ?? null, scene: null, lesson: null };
    return formatHash({ lab, query, ...shown });
  }

  function write(kind: 'replace' | 'push'): void {
    // a link that was followed and is not read yet leads away from what is shown
    if (address.hash() !== known) return;
    const hash = hashOf(place.getState().lab);
    clearTimeout(retry);
    if (hash !== known && !address[kind](hash)) retry = setTimeout(() => write(kind), RETRY_MS);
    known = address.hash();
  }

  address.onChange(() => {
    const next = readPlace();
    known = address.hash();
    place.setState(next);
    const bound = stores.get(next.lab);
    if (!bound) return;
    obey(bound);
    if (address.hash() !== hashOf(next.lab)) load(bound);
  });

  return {
    place,
    bind(lab, store, codec) {
      const bound = { store, codec };
      stores.set(lab, bound);
      if (lab === place.getState().lab) {
        obey(bound);
        load(bound);
      }
      store.subscribe(({ phase, origin }) => {
        if (phase === 'move' || origin === 'url' || lab !== place.getState().lab) return;
        write(origin === 'user' ? 'replace' : 'push');
      });
    },
    present(figure) {
      const isOpened = figure !== null && place.getState().present === null;
      place.setState({ present: figure });
      write(isOpened ? 'push' : 'replace');
    },
    stage(scene) {
      place.setState({ scene });
      write('replace');
    },
    teach(lesson) {
      place.setState({ lesson });
      write('replace');
    },
    hashOf,
    open: (hash) => address.go(hash),
  };
}

/** Whether an address says more than the name of a lab. */
const saysMore = ({ query, checked, present, scene, lesson }: Route) =>
  Boolean(query || checked || present || scene || lesson);

/** What a lab says of itself; nothing before its code is there. */
const queryOf = (bound: Bound | undefined) => bound?.codec.write(bound.store) ?? '';

/** Several faults of a link are one notice. */
function tellFaults({ link, settings }: LinkFaults, notices: NoticeStore): void {
  if (link === null && settings.length < 2)
    return settings.forEach((fault) => notices.add(fault, 'warning'));
  const sum = `${settings.length} settings of the link could not be used as they are.`;
  notices.add(link ?? sum, 'warning', settings);
}

function browserAddress(): Address {
  const put = (method: 'replaceState' | 'pushState') => (hash: string) => {
    try {
      history[method](null, '', hash);
      return true;
    } catch {
      // Safari allows a hundred entries in half a minute
      return false;
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
