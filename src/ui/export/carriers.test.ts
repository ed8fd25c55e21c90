import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLines, RECEIPT_LINE, writeCsv } from './csv';
import { extractReceipt, fromText } from './extract';
import { covers } from './fonts';
import { crc32, insertText, PNG_KEYWORD, readText } from './png-text';
import { composeSvg, escapeXml, wrap, type SvgContent } from './svg';

const bytes = (text: string) => new TextEncoder().encode(text);

function chunk(type: string, data: Uint8Array): Buffer {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  out.set(data, 8);
  out.writeUInt32BE(crc32(out.subarray(4, data.length + 8)), data.length + 8);
  return out;
}

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.from([0, 255])))];
const png = new Uint8Array(Buffer.concat([SIGNATURE, ...parts, chunk('IEND', Buffer.alloc(0))]));

/** Ten pixels per character. */
const measure = (text: string) => text.length * 10;

describe('the text in a PNG', () => {
  it('has the checksum of the standard', () => {
    expect(crc32(bytes('123456789'))).toBe(0xcbf43926);
    expect(crc32(bytes('IEND'))).toBe(0xae426082);
  });

  it('reads back whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(readText(insertText(png, PNG_KEYWORD, text), PNG_KEYWORD)).toBe(text);
      }),
    );
  });

  it('leaves the image as it was', () => {
    const more = insertText(png, PNG_KEYWORD, 'σ = 1');
    expect([...more.subarray(0, png.length - 12)]).toEqual([...png.subarray(0, -12)]);
    expect([...more.subarray(-12)]).toEqual([...png.subarray(-12)]);
    expect(readText(more, 'other')).toBeNull();
  });

  it('is also found in a tEXt chunk', () => {
    const text = chunk('tEXt', bytes(`${PNG_KEYWORD}\0hello`));
    const other = Buffer.concat([png.subarray(0, -12), text, png.subarray(-12)]);
    expect(readText(other, PNG_KEYWORD)).toBe('hello');
  });

  it('is refused with a reason where the file is damaged', () => {
    const damaged = insertText(png, PNG_KEYWORD, 'hello');
    damaged[damaged.length - 20] ^= 1;
    expect(() => readText(damaged, PNG_KEYWORD)).toThrow(/checksum of its iTXt chunk/);
    expect(() => readText(bytes('GIF89a'), PNG_KEYWORD)).toThrow(/not a PNG/);
    expect(() => insertText(png.subarray(0, -12), 'a', 'b')).toThrow(/no IEND/);
  });

  it('never runs past the end of a file that is cut off', () => {
    const whole = insertText(png, PNG_KEYWORD, 'hello');
    for (let length = 0; length < whole.length; length++) {
      const extracted = extractReceipt(whole.subarray(0, length));
      expect(extracted.ok && extracted.text === undefined).toBe(false);
    }
  });
});

const receipt = '{"app":"noisy-argmax","hash":"#/argmax?a=1&b=<2>"}';
const content: SvgContent = {
  title: 'One & two are < three',
  description: 'A test.',
  plot: { markup: '<g/>', width: 300, height: 100 },
  legend: [
    { label: 'measured', mark: '<rect/>' },
    { label: 'exact', mark: '<path/>' },
    { label: 'a third entry', mark: '<path/>' },
  ],
  source: 'CPU · 10 samples · seed 1',
  receipt,
  fonts: '',
};

describe('an exported SVG', () => {
  const svg = composeSvg(content, measure);

  it('holds title, plot, legend, source and receipt, and grows with them', () => {
    expect(svg.markup).toContain('<title>One &amp; two are &lt; three</title>');
    for (const part of ['<g/>', 'measured', 'a third entry', 'CPU · 10 samples']) {
      expect(svg.markup).toContain(part);
    }
    const bare = composeSvg({ ...content, legend: [], source: '' }, measure);
    expect(svg.height).toBeGreaterThan(bare.height);
    expect(svg.width).toBe(340);
  });

  it('gives its receipt back', () => {
    expect(extractReceipt(bytes(svg.markup))).toEqual({ ok: true, text: receipt });
  });

  it('escapes what XML cannot hold', () => {
    expect(escapeXml('a<b>&"c"\u0001')).toBe('a&lt;b&gt;&amp;&quot;c&quot;');
  });

  it('breaks lines between words', () => {
    expect(wrap('one two three', 1, 80, measure)).toEqual(['one two', 'three']);
    expect(wrap('incomprehensible', 1, 80, measure)).toEqual(['incomprehensible']);
  });
});

describe('an exported CSV', () => {
  const table = {
    columns: ['class', 'a,b'],
    rows: [['say "x"', 0.1 + 0.2] as const, ['#', 1] as const],
  };
  const csv = writeCsv(table, ['A title', 'CPU'], receipt);

  it('has every digit, and quotes where they are needed', () => {
    expect(csv.split('\n')).toEqual([
      '# A title',
      '# CPU',
      `${RECEIPT_LINE}{%22app%22:%22noisy-argmax%22%2c%22hash%22:%22#/argmax?a=1&b=<2>%22}`,
      'class,"a,b"',
      '"say ""x""",0.30000000000000004',
      '"#",1',
      '',
    ]);
  });

  it('gives its receipt back, also after an editor changed the line ends', () => {
    expect(fromText(csv.replace(/\n/g, '\r\n'))).toEqual({ ok: true, text: receipt });
    expect(fromText(`\ufeff${csv}`)).toEqual({ ok: true, text: receipt });
  });

  it('gives its receipt back after a spreadsheet has filled its lines up with empty cells', () => {
    for (const mark of [',', ';']) {
      const saved = csv.replace(/^# .*$/gm, `$&${mark.repeat(3)}`);
      expect(fromText(saved)).toEqual({ ok: true, text: receipt });
    }
  });

  it('still gives back the receipt of an older file', () => {
    expect(fromText(`# A title\n${RECEIPT_LINE}${receipt}\na,b\n`)).toEqual({
      ok: true,
      text: receipt,
    });
  });

  it('holds no words that a spreadsheet would compute', () => {
    const odd = {
      columns: ['+ ε·loss', '=A1', '@x', '-', 'a'],
      rows: [[-1, '-1', '+.5', '-σ', '—']],
    };
    expect(writeCsv(odd, [], '')).toBe('\ufeff + ε·loss, =A1, @x, -,a\n-1,-1,+.5, -σ,—\n');
  });
});

describe('a CSV for spreadsheets with a decimal comma', () => {
  const table = {
    columns: ['class', 'a,b', 'c;d', '0.5'],
    rows: [
      ['9.10', 0.1 + 0.2, -1.5e-7, 3],
      ['1.5, 2.5', '1.2.3', Infinity, '#'],
    ],
  };
  const csv = writeCsv(table, ['One; two, three'], receipt, true);

  it('has semicolons between cells, and a comma in every number, also in one that is a name', () => {
    expect(csv.split('\n').slice(2)).toEqual([
      'class;"a,b";"c;d";0,5',
      '9,10;0,30000000000000004;-1,5e-7;3',
      '"1.5, 2.5";1.2.3;Infinity;"#"',
      '',
    ]);
  });

  it('holds the numbers of the other habit, to the last digit', () => {
    const number = fc.double({ noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.array(number, { minLength: 1 }), { minLength: 1 }), (rows) => {
        const read = (text: string, separator: string) =>
          text
            .trimEnd()
            .split('\n')
            .map((line) => line.split(separator).map((cell) => Number(cell.replace(',', '.'))));
        expect(read(csvLines(rows, true), ';')).toEqual(read(csvLines(rows), ','));
      }),
    );
  });

  it('gives its receipt back, also after a spreadsheet has saved it again', () => {
    const saved = csv.replace(/^# .*$/gm, '"$&";;;').replace(/\n/g, '\r\n');
    for (const text of [csv, saved]) {
      expect(extractReceipt(bytes(text))).toEqual({ ok: true, text: receipt });
    }
  });
});

it('a CSV has a byte-order mark where a spreadsheet would misread it without one, and only there', () => {
  const table = { columns: ['a'], rows: [[1]] };
  for (const comma of [false, true]) {
    expect(writeCsv(table, ['sigma'], receipt, comma)[0]).toBe('#');
    expect(writeCsv(table, ['σ'], receipt, comma)[0]).toBe('\ufeff');
    expect(writeCsv({ ...table, columns: ['μ'] }, [], '', comma)).toBe('\ufeffμ\n1\n');
  }
});

describe('a file without a receipt is refused in a sentence that names its kind:', () => {
  it.each([
    ['an empty file', new Uint8Array(), /empty/],
    ['a PNG', png, /PNG carries no receipt/],
    ['an SVG', bytes('<svg xmlns="x"></svg>'), /SVG carries no receipt/],
    ['a CSV', bytes('a,b\n1,2\n'), /CSV carries no receipt/],
    ['a CSV with semicolons', bytes('a;b\n1;2\n'), /CSV carries no receipt/],
  ])('%s', (_, file, fault) => {
    const extracted = extractReceipt(file);
    expect(extracted.ok).toBe(false);
    expect(!extracted.ok && extracted.fault).toMatch(fault);
  });

  it('JSON is taken as it is', () => {
    expect(extractReceipt(bytes(receipt))).toEqual({ ok: true, text: receipt });
  });
});

it('a font covers the characters of its range', () => {
  const range = 'U+0000-00FF, U+0131, U+4??';
  expect(['A', 'ı', 'Я'].map((character) => covers({ range }, character))).toEqual([
    true,
    true,
    true,
  ]);
  expect(covers({ range: 'U+0370-03FF' }, 'A')).toBe(false);
});
