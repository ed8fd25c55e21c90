/** What programs and papers put around the numbers of a matrix, taken off. */

/** A list of lists begins here, whatever stands before it: a declaration, a prompt, a constructor. */
const LISTS = /[[({]\s*[[({]\s*(?=[-+.\d]|nan|inf|none|np\.|math\.|float\()/i;
/** "A = [", "np.matrix('", "Float64[", of lists whose rows are apart by semicolons or lines. */
const BEFORE = /^\s*(?:[\w.* ]+(?:\[\d*\])*\s*=\s*)?(?:[A-Za-z][\w.]*\s*\(?\s*)?["']?(?=[[({])/;
const CALL = /^\s*(?:[\w.* ]+\s*=\s*)?[A-Za-z][\w.]*\s*\(\s*["']?\s*(?=[[({\d+\-.])/;

const LATEX =
  /\\(?:begin|end)\{[^}]*\}(?:\{[|lcrS@p.{}\d\s]*\})?|\\(?:hline|toprule|midrule|bottomrule|cline\{[^}]*\}|left|right)[[\](){}.]?|\$\$?|\\[[\]]/g;

/** The marks of a matrix that R prints: "[1,]" before a row, "[,1]" above a column. */
const OF_R = /^[ \t]*(?:(?:\[,\d+\][ \t]*)+$|\[\d+,\])/gm;
/** A line that only names what follows, as MATLAB prints it. */
const NAMED = /^[ \t]*[A-Za-z]\w*[ \t]*=[ \t]*$/gm;

/** The text of a list of lists from its first bracket on; null where there is none. */
export function listsOf(text: string): string | null {
  const at = text.search(LISTS);
  return at < 0 ? null : text.slice(at);
}

/** A text without what is around its rows. */
export function bareOf(text: string): string {
  let bare = text.replace(NAMED, '');
  if (/\\begin\{|\\\\/.test(bare)) {
    const body = /\\begin\{[^}]*\}(?:\{[^\n]*\})?([^]*)\\end/.exec(bare)?.[1];
    return (body ?? bare).replace(LATEX, ' ');
  }
  if (/^[ \t]*\[1,\]/m.test(bare)) return bare.replace(OF_R, '');
  bare = bare.replace(BEFORE, '').replace(CALL, '');
  // comments of MATLAB, and rows that it goes on with in the next line
  return /^\s*\[/.test(bare) ? bare.replace(/\.\.\.[^\n]*\n/g, ' ').replace(/%[^\n]*/g, '') : bare;
}
