/** What a program can be given: numbers, words and lists of these. */
export type Plain = number | string | boolean | null | readonly Plain[];

/** How a language writes what others write otherwise. */
interface Words {
  readonly infinity: string;
  readonly true: string;
  readonly false: string;
  readonly null: string;
}

const writer = (words: Words) => {
  const write = (value: Plain): string => {
    if (value === null) return words.null;
    if (typeof value === 'boolean') return value ? words.true : words.false;
    if (typeof value === 'string') return JSON.stringify(value);
    if (typeof value === 'number') return Number.isFinite(value) ? String(value) : words.infinity;
    return `[${value.map(write).join(', ')}]`;
  };
  return write;
};

/** A value as Python writes it. */
export const python = writer({
  ...{ infinity: 'float("inf")', true: 'True', false: 'False', null: 'None' },
});

/** A value as Julia writes it. */
export const julia = writer({ infinity: 'Inf', true: 'true', false: 'false', null: 'nothing' });

/** Named values as arguments of a call, one a line. */
export const argumentLines = (
  values: Readonly<Record<string, Plain>>,
  write: (value: Plain) => string,
): string =>
  Object.entries(values)
    .map(([name, value]) => `    ${name}=${write(value)},\n`)
    .join('');

/** Lines as comments, which Python and Julia mark alike; none of them can end early. */
export const comments = (lines: readonly string[]): string =>
  lines.map((line) => `# ${line.replace(/[\r\n]+/g, ' ')}`.trimEnd() + '\n').join('');

/** Parts of a program, apart as Python has its functions. */
export const joined = (parts: readonly string[]): string =>
  `${parts.map((part) => part.trim()).join('\n\n\n')}\n`;
