/** Signs in which people and programs write numbers, as the ones that all readers of numbers know. */

/** Nothing to see: soft hyphens, marks without width, marks of the direction of a text. */
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/** Digits, and marks around numbers, as wide as a Chinese sign. */
const WIDE = /[\uff05\uff08\uff09\uff0b\uff0d\uff0e\uff10-\uff19\uff1b\uff3b\uff3d\uff5b-\uff5d]/g;
const WIDER_BY = 0xfee0;
/** Decimal and thousands marks of Arabic; commas and semicolons that only ever set entries apart. */
const OTHERS: Readonly<Record<string, string>> = {
  ...{ '٫': '.', '٬': "'", '؛': ';' },
  ...{ '،': ', ', '、': ', ', '，': ', ' },
};
const DIGIT = /(?!\d)\p{Nd}/gu;
/** Strokes that stand for a minus where a number follows. */
const MINUS = /[\u2010-\u2015\u2212\ufe63](?=[\d.∞])/g;

/**
 * A text with the digits of every script as 0 to 9, the decimal marks and commas that go with them as those of ASCII,
 * every stroke before a number as a minus, and without signs that can't be seen. Words stay as they are.
 */
export const plainSigns = (text: string): string =>
  text
    .replace(UNSEEN, '')
    .replace(WIDE, (sign) => String.fromCharCode(sign.charCodeAt(0) - WIDER_BY))
    .replace(/[٫٬؛،、，]/g, (mark) => OTHERS[mark])
    .replace(DIGIT, valueOf)
    .replace(MINUS, '-');

/** Ten digits stand one after the other, and blocks of ten side by side. */
function valueOf(digit: string): string {
  const code = digit.codePointAt(0)!;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String((code - zero) % 10);
}
