import { expect, it } from 'vitest';
import { textOf } from './text-of';

const utf8 = (text: string) => new TextEncoder().encode(text);
const wide = (text: string, mark: readonly [number, number]) =>
  Uint8Array.from([...mark, ...[...text].flatMap((sign) => [sign.charCodeAt(0), 0])]);

it('is read in every encoding that programs save', () => {
  const text = 'Zoë;1;2\r\nÅsa;3;4\r\n';
  expect(textOf(utf8(text))).toBe(text);
  expect(textOf(utf8(`\ufeff${text}`))).toBe(text);
  expect(textOf(wide(text, [0xff, 0xfe]))).toBe(text);
  expect(textOf(Uint8Array.from(Buffer.from(text, 'latin1')))).toBe(text);
});

it('may end within a sign where it is cut', () => {
  const bytes = utf8('1;ë').slice(0, -1);
  expect(textOf(bytes, true)).toBe('1;');
});

it.each([
  ['zeros', Uint8Array.of(49, 0, 50, 0)],
  ['half a sign of 16 bits', Uint8Array.of(0xff, 0xfe, 49)],
  ['high bytes', Uint8Array.of(0x89, 0x90, 0xa0, 65)],
])('is none: %s', (_, bytes) => {
  expect(textOf(bytes)).toBeNull();
});
