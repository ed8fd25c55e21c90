/** Puts live numbers where the text has "{name}"; unknown names stay as they are. */
export function fillPlain(plain: string, slots: Readonly<Record<string, string>>): string {
  return plain.replace(/\{(\w+)\}/g, (text, name: string) => slots[name] ?? text);
}

/** Width of a digit of the KaTeX fonts. */
const DIGIT_EM = 0.5;

/** Replaces the text of the slots. Each keeps at least the width of its placeholder. */
export function placeSlots(root: Element, slots: Readonly<Record<string, string>>): void {
  for (const slot of root.querySelectorAll<HTMLElement>('[data-slot]')) {
    const text = slots[slot.dataset['slot'] ?? ''];
    if (text === undefined || text === slot.textContent) continue;
    if (!slot.style.minWidth) {
      slot.style.minWidth = `${(slot.textContent?.length ?? 0) * DIGIT_EM}em`;
    }
    slot.textContent = text;
  }
}

export function litTerm(root: Element, term: string | null): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-term]')) {
    element.classList.toggle('is-lit', element.dataset['term'] === term);
  }
}
