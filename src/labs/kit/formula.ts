import type { MarkedFormula, Slot } from '../../core/atlas/perturbed/forms';

/** What a live number is typeset with: it keeps at least this width. */
const room: Readonly<Record<Slot, string>> = { sigma: '0.00', epsilon: '(-0.00)', k: '00' };

/** A formula of the atlas for `Formula`, which lights its terms and fills in its numbers. */
export function liveFormula({ tex, plain }: MarkedFormula): MarkedFormula {
  const terms = tex.replace(/\\term\{(\w+)\}/g, String.raw`\htmlData{term=$1}`);
  return {
    tex: terms.replace(
      /\\slot\{(\w+)\}/g,
      (_, slot: Slot) => String.raw`\htmlData{slot=${slot}}{${room[slot]}}`,
    ),
    plain,
  };
}
