import { expect, it } from 'vitest';
import { plainSigns } from './plain-signs';

it.each([
  ['Arabic', '٠١٢٣٤٥٦٧٨٩ ١٬٢٣٤٫٥', "0123456789 1'234.5"],
  ['Persian', '۰۱۲۳۴۵۶۷۸۹', '0123456789'],
  ['Devanagari', '०१२३४५६७८९', '0123456789'],
  ['wide', '－１２．５，０；（３）', '-12.5, 0;(3)'],
  ['mathematical', '𝟎𝟏𝟗 𝟢𝟫', '019 09'],
  ['minus', '−1 –2 —.5 ‑3 1e−4', '-1 -2 -.5 -3 1e-4'],
  ['unseen', '\u200e1\u200b.\u20602\ufeff', '1.2'],
])('%s signs', (_, text, plain) => {
  expect(plainSigns(text)).toBe(plain);
});

it('words and their dashes stay as they are', () => {
  expect(plainSigns('Zoë – Ａda ½ x²')).toBe('Zoë – Ａda ½ x²');
});
