/** Knows which text of a page uses a term first. */
export interface FirstUses {
  /** Says which terms a text uses; the answer takes it back. */
  place(text: Element, terms: readonly string[]): () => void;
  /** The terms whose first use on the page is in this text, as one text with spaces. */
  firstIn(text: Element | null): string;
  subscribe(listener: () => void): () => void;
}

/**
 * The text that has the first use of each term.
 * @param texts the terms of every text, in the order of reading
 * @returns place of the text by term
 */
export function firstOf(texts: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  texts.forEach((terms, text) => {
    for (const term of terms) if (!first.has(term)) first.set(term, text);
  });
  return first;
}

const inOrder = (a: Element, b: Element) =>
  a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;

/** Texts come, go and change; what is first is found anew each time. */
export function createFirstUses(): FirstUses {
  const texts = new Map<Element, readonly string[]>();
  const listeners = new Set<() => void>();
  const settled = new Map<Element, string>();
  const settle = () => {
    const order = [...texts.keys()].sort(inOrder);
    const first = firstOf(order.map((text) => texts.get(text) ?? []));
    settled.clear();
    order.forEach((text, i) => {
      const own = [...first].flatMap(([term, at]) => (at === i ? [term] : []));
      settled.set(text, own.join(' '));
    });
    for (const listener of listeners) listener();
  };
  return {
    place(text, terms) {
      texts.set(text, terms);
      settle();
      return () => {
        texts.delete(text);
        settle();
      };
    },
    firstIn: (text) => (text && settled.get(text)) ?? '',
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
