import { plainSigns } from '../../core/plain-signs';

const FRACTION = /^\s*([^/⁄]+?)\s*[/⁄]\s*([^/⁄]+?)\s*$/;

/** A number as it is typed anywhere, for `readNumber`: in the signs of ASCII, and a fraction as a decimal. */
export function plainText(text: string): string {
  const plain = plainSigns(text);
  const [, above = '', below = ''] = FRACTION.exec(plain) ?? [];
  const quotient = Number(above.replace(',', '.')) / Number(below.replace(',', '.'));
  return Number.isFinite(quotient) ? String(quotient) : plain;
}
