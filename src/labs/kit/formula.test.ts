import { describe, expect, it } from 'vitest';
import { oracles } from '../../core/atlas/oracles';
import { renderFormula } from '../../ui/formula/katex';
import { liveFormula } from './formula';

const forms = Object.values(oracles).flatMap(({ perturbed }) =>
  perturbed ? [perturbed.prediction, perturbed.augmented] : [],
);
const namesIn = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, name]) => name).sort();

describe('a formula of the atlas', () => {
  it.each(forms)('is typeset on a page with its terms and numbers: $plain', (form) => {
    const { tex, plain } = liveFormula(form);
    const html = renderFormula(tex, true);
    expect(html).not.toMatch(/katex-error|undefined/);
    expect(tex).not.toMatch(/\\(term|slot)/);
    const numbers = namesIn(html, /data-slot="(\w+)"/g);
    expect(numbers).toEqual(namesIn(plain, /\{(\w+)\}/g));
    const terms = numbers.includes('epsilon')
      ? ['epsilon', 'epsilon', 'noise', 'signal']
      : ['noise', 'prediction', 'signal'];
    expect(namesIn(html, /data-term="(\w+)"/g)).toEqual(terms);
  });
});
