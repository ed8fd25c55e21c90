import { RECEIPT_LINE, receiptOfLine } from './csv';
import { isPng, PNG_KEYWORD, readText } from './png-text';
import { METADATA_ID } from './svg';

export type Extracted =
  | { readonly ok: true; readonly text: string }
  /** `fault`: one sentence of what is wrong with the file. */
  | { readonly ok: false; readonly fault: string };

const failed = (fault: string): Extracted => ({ ok: false, fault });

/** The text of the receipt that an exported SVG, PNG, CSV or JSON file carries. */
export function extractReceipt(bytes: Uint8Array): Extracted {
  if (bytes.length === 0) return failed('The file is empty.');
  return isPng(bytes) ? fromPng(bytes) : fromText(new TextDecoder().decode(bytes));
}

function fromPng(bytes: Uint8Array): Extracted {
  try {
    const text = readText(bytes, PNG_KEYWORD);
    return text === null
      ? failed(
          'The PNG carries no receipt; it was not saved by Noisy Argmax, or a program removed it.',
        )
      : { ok: true, text };
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}

/** As `extractReceipt`, for text that was pasted. Text of no known form is taken for the JSON itself. */
export function fromText(text: string): Extracted {
  if (/<svg[\s>]/.test(text)) return fromSvg(text);
  const lines = text.split(/\r?\n/);
  const line = lines.find((candidate) => /^\W?# receipt: /.test(candidate));
  if (line) return { ok: true, text: receiptOfLine(line) };
  if (text.trimStart().startsWith('{')) return { ok: true, text };
  if (lines.length > 1 && lines.some((candidate) => /[,;]/.test(candidate))) {
    return failed(
      `The CSV carries no receipt: no line of it begins with "${RECEIPT_LINE.trim()}".`,
    );
  }
  return { ok: true, text };
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' };

function fromSvg(text: string): Extracted {
  const found = text.match(new RegExp(`<metadata id="${METADATA_ID}">([^<]*)</metadata>`));
  if (!found) {
    return failed(
      'The SVG carries no receipt; it was not saved by Noisy Argmax, or a program removed it.',
    );
  }
  return {
    ok: true,
    text: found[1].replace(/&(lt|gt|quot|amp);/g, (_, name: string) => entities[name]),
  };
}
