/** What programs and papers put around the numbers of a matrix, taken off. */

/** A list of lists begins here, whatever stands before it: a declaration, a prompt, a constructor. */
const LISTS =
  /[[({]\s*[[({]\s*(?=["'“‘]?[-+.\d]|["'“‘]?(?:nan|inf|none|null|true|false)\b|np\.|math\.|\\)/i;
/** "A = [", "np.matrix('", "Float64[", of lists whose rows are apart by semicolons or lines. */
const BEFORE = /^\s*(?:[\w.* ]+(?:\[\d*\])*\s*=\s*)?(?:[A-Za-z][\w.]*\s*\(?\s*)?["']?(?=[[({])/;
const CALL = /^\s*(?:[\w.* ]+\s*=\s*)?[A-Za-z][\w.]*\s*\(\s*["']?\s*(?=[[({\d+\-.])/;

const LATEX =
  /\\(?:begin|end)\{[^}]*\}(?:\{[|lcrS@p.{}\d\s]*\})?|\\(?:hline|toprule|midrule|bottomrule|cline\{[^}]*\}|left|right)[[\](){}.]?|\$\$?|\\[[\]]/g;
/** Ends of rows in LaTeX, with the room behind them, and in TeX. */
const LATEX_ROW = /\\\\(?:\[[^\]]*\])?|\\cr\b/g;

/** The marks of a matrix that R prints: "[1,]" before a row, "[,1]" above a column. */
const OF_R = /^[ \t]*(?:(?:\[,\d+\][ \t]*)+$|\[\d+,\])/gm;
/** A line that only names what follows, as MATLAB prints it. */
const NAMED = /^[ \t]*[A-Za-z]\w*[ \t]*=[ \t]*$/gm;

/** Something is done with what follows, or with what went before: its numbers are not those of the matrix. */
const DONE_BEFORE = /[-*/+]\s*(?:[\w.]+\(+\s*)?$/;
const DONE_AFTER = /^\s*\)*\s*(?:\.?[*/@^]|[-+]\s*[\d[(]|\.T\b|\.t\(\)|\.?')/;

/** The text of one matrix, or a sentence that says why it is not the only one. */
export type Taken = { readonly body: string } | { readonly fault: string };

/** The text of a list of lists, between its outermost brackets; null where there is none. */
export function listsOf(text: string): Taken | null {
  const at = text.search(LISTS);
  return at < 0 ? null : taken(text, at, LISTS);
}

/** The text of rows in one pair of brackets, which it begins with. */
export const listOf = (text: string): Taken => taken(text, text.search(/[[({]/), /[[({][^\])}]*\d/);

function taken(text: string, at: number, another: RegExp): Taken {
  const end = closing(text, at);
  const [before, after] = [text.slice(0, at), text.slice(end)];
  const quoted = /["']$/.test(before);
  if (DONE_BEFORE.test(before) || (!quoted && DONE_AFTER.test(after))) {
    const what = DONE_BEFORE.exec(before)?.[0] ?? after;
    return {
      fault: `Something is done with the matrix there (“${what.trim().slice(0, 12)}”); paste what comes of it.`,
    };
  }
  if (another.test(after)) return { fault: 'There is more than one matrix; paste one of them.' };
  return { body: text.slice(at, end) };
}

/** Where the bracket at a place is closed; the end where it is not. */
function closing(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    if ('[({'.includes(text[i])) depth++;
    if ('])}'.includes(text[i]) && --depth === 0) return i + 1;
  }
  return text.length;
}

/** A line of a list of its own: "[1, 2],", "- [1, 2]" and "Ada: [1, 2]" of YAML. */
const OWN_LIST = /^\s*(?:-\s+|["']?([^[\](){}:"']+)["']?\s*:\s*)?[[(]([^[\]()]*)[\])]\s*[,;]?\s*$/;

/** Lists in a line each, as a loop prints them: their names, '' where they have none, and what is in them. */
export function listLines(text: string): readonly (readonly [string, string])[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const found = lines.map((line) => OWN_LIST.exec(line));
  if (lines.length < 2) return null;
  return found.every((line) => line !== null)
    ? found.map(([, name, body]) => [name ?? '', body] as const)
    : null;
}

/** A text without what is around its rows. */
export function bareOf(text: string): string {
  let bare = text.replace(NAMED, '');
  if (/\\begin\{|\\\\|\\cr\b/.test(bare)) {
    const body = /\\begin\{[^}]*\}(?:\{[^\n]*\})?([^]*)\\end|\\[bp]?matrix\{([^]*)\}/.exec(bare);
    return (body?.[1] ?? body?.[2] ?? bare).replace(LATEX_ROW, '\n').replace(LATEX, ' ');
  }
  if (/^[ \t]*\[1,\]/m.test(bare)) return bare.replace(OF_R, '');
  bare = bare.replace(BEFORE, '').replace(CALL, '');
  // comments of MATLAB, and rows that it goes on with in the next line
  return /^\s*\[/.test(bare) ? bare.replace(/\.\.\.[^\n]*\n/g, ' ').replace(/%[^\n]*/g, '') : bare;
}
