/** What programs print and save around the numbers of a matrix, taken off; and texts that only tell of one. */

/** A text without what is around its numbers, and what all of these are to be multiplied with. */
export interface Print {
  readonly text: string;
  readonly factor: number;
}

/** Texts that hold a matrix in a way that can't be read, and what to do instead. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/^%%MatrixMarket/, 'This is a file of Matrix Market; save the matrix as CSV.'],
  [
    /^p (?:asn|min|max) \d/m,
    'This is a DIMACS file; write its numbers as a matrix, a line for each row.',
  ],
  [
    /\bsparse (?:matrix|array)\b|^\s*\(\d+,\s*\d+\)\s+[-+\d]/m,
    'This is the print of a sparse matrix, without its zeros; print its toarray().',
  ],
  [
    /^\s*Columns? \d+(?: (?:through|and) \d+)?:?\s*$|[^\\]\\[ \t]*$/m,
    'This print has its columns in pieces; print them side by side, or save the matrix as CSV.',
  ],
  [
    /\b(?:matrix|array|structure|cbind)\s*\(\s*c\s*\(/,
    'This is code of R, which fills a matrix column by column; paste what it prints.',
  ],
];
/** What stands where a print leaves something out. */
const LEFT_OUT = /(?:^|[\s,[(|&])(?:\.{2,}|[…⋯⋮⋱]|\\[cdlv]?dots)(?=$|[\s,\])|&\\])/m;
/** Rows that MATLAB goes on with in the next line. */
const GOES_ON = /(\S[^\n]*)\.\.\.[^\n\d]*\n/g;

/** Numbers as objects of a language, such as np.float64(1.5) and Decimal('1.5'). */
const OBJECT =
  /\b(?:[a-z]+\.)?(?:u?int\d*|float\d*|double|Decimal|mpf|Rational)\(\s*["']?([^()'"]*)["']?\s*\)/g;
const QUOTIENT = /\b(?:[a-z]+\.)?(?:Fraction|Rational)\(\s*(-?\d+)\s*,\s*(\d+)\s*\)/g;
const LIST = /\b(?:List|rbind|Vector)\s*(?=[[(])|\bc\s*(?=\()/g;

/** Lines above and below the numbers that tell of their shape and their types. */
const TOLD =
  /^(?:shape: \(.*\)|\[\d+ rows x \d+ columns\]|\d+[×x]\d+ [A-Z][^\n\d]*\w*[^\n]*:|[| \t]*(?:(?:[iuf](?:8|16|32|64)|str|bool|<(?:dbl|int|chr|lgl)>)(?:[| \t]+|$))+)[ \t]*$/gm;
const FACTOR = /^[ \t]*(\d[\d.]*e[+-]?\d+)[ \t]*\*[ \t]*$/im;
const COMMENT = /\/\*[^]*?\*\/|[ \t]+(?:#[ \t]+|\/\/[ \t]*|%[ \t]+)[A-Za-z][^\n]*$/gm;

export function unprinted(given: string): Print | { readonly fault: string } {
  const foreign = FOREIGN.find(([signs]) => signs.test(given));
  if (foreign) return { fault: foreign[1] };
  const text = withoutFrames(htmlRows(given) ?? given)
    .replace(COMMENT, '')
    .replace(TOLD, '')
    .replace(QUOTIENT, '$1/$2')
    .replace(OBJECT, '$1')
    .replace(LIST, '');
  const continued = /[[({]\s*[[({]/.test(text) ? text : text.replace(GOES_ON, '$1 ');
  if (LEFT_OUT.test(continued)) {
    return {
      fault:
        'This print leaves out a part of the matrix (“...”); print all of it, or save it as CSV.',
    };
  }
  const factor = FACTOR.exec(text)?.[1];
  return { text: text.replace(FACTOR, ''), factor: Number(factor ?? 1) };
}

/** Lines of boxes as bars and strokes, and brackets over several lines as blanks. */
const withoutFrames = (text: string) =>
  text
    .replace(/[│┃║┆┊]/g, '|')
    .replace(/[\u239b-\u23a6]/g, ' ')
    .replace(/[\u2500-\u257f]/g, '-');

/** The rows of a table of HTML, its cells apart by tabs; null where there is none. */
function htmlRows(text: string): string | null {
  if (!/<t[dh]\b/i.test(text)) return null;
  const rows = text.split(/<tr\b[^>]*>/i).slice(1);
  return rows
    .map((row) =>
      row
        .split(/<t[dh]\b[^>]*>/i)
        .slice(1)
        .map(wordsOf)
        .join('\t'),
    )
    .join('\n');
}

const wordsOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;|\s+/g, ' ')
    .replace(/&minus;|&#8722;/g, '-')
    .replaceAll('&amp;', '&')
    .trim();
