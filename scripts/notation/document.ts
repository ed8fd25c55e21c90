import { format } from 'prettier';
import { notation } from '../../src/lecture/notation';
import type { NotationEntry } from '../../src/ui/notation/types';
import { elsewhereLine, elsewhereOf, namesTable, titleOf } from '../../src/ui/notation/words';

export const NOTATION_FILE = 'docs/notation.md';

const { words, entries } = notation;

/** Markdown takes a star for the beginning of something, and a bar for that of a cell. */
const escaped = (text: string) => text.replaceAll(/[*_|]/g, String.raw`\$&`);

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

function sectionOf(entry: NotationEntry): string {
  const names = elsewhereOf(notation, entry.id).map((one) => {
    const { name, rest } = elsewhereLine(one, notation);
    return `- \`${name}\`${escaped(rest)}`;
  });
  return [
    `### ${escaped(titleOf(entry))}`,
    escaped(entry.sentence),
    `${words.paper} ${escaped(entry.paper)}`,
    ...(names.length > 0 ? [names.join('\n')] : []),
  ].join('\n\n');
}

/** The notation for people: written by `npm run notation`, held to its source by a test. */
export function notationDocument(): Promise<string> {
  const { columns, rows } = namesTable(notation);
  const text = [
    '# Notation',
    'The signs and words of the page, how the paper says them, and what other papers and libraries call them. ' +
      'On the page key g opens the same. This document is made from `src/lecture/notation.ts` by `npm run notation`; ' +
      'words of the code are in the [glossary](glossary.md).',
    `## ${words.table}`,
    [columns, columns.map(() => '---'), ...rows].map((row) => line(row.map(escaped))).join('\n'),
    `Sources: ${notation.sources.map(({ name, url }) => `[${name}](${url})`).join(', ')}.`,
    '## Entries',
    ...entries.map(sectionOf),
  ].join('\n\n');
  return format(text, { parser: 'markdown' });
}
