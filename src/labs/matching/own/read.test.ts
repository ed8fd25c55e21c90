import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MATRIX_FORM, matrixOfText, matrixText } from './matrix';
import { readMatrix } from './read';

const rowsOf = (text: string, pad = false) => {
  const read = readMatrix(text, pad);
  if (!read.ok) return read.fault;
  const n = read.matrix.rows.length;
  return read.matrix.rows.map((_, i) => Array.from(read.matrix.values.slice(i * n, (i + 1) * n)));
};

describe('a matrix is read as people have it', () => {
  const plain = [
    [9, 2.5],
    [-6, 4],
  ];
  it.each([
    ['blanks', '9 2.5\n-6 4'],
    ['many blanks and a last line', '  9   2.5 \n -6  4\n\n'],
    ['commas', '9, 2.5\n-6, 4'],
    ['a comma at each end', '9,2.5,\n-6,4,'],
    ['tabs', '9\t2.5\n-6\t4'],
    ['tabs and a decimal comma', '9\t2,5\n-6\t4'],
    ['semicolons and a decimal comma', '9;2,5\r\n-6;4'],
    ['blanks and a decimal comma', '9,0 2,5\n-6,0 4,0'],
    ['one line, rows apart by semicolons', '9 2.5; -6 4'],
    ['MATLAB', 'A = [9 2.5; -6 4];'],
    ['MATLAB over lines', 'A = [ 9, 2.5\n -6, 4 ]'],
    ['JSON', '[[9, 2.5], [-6, 4]]'],
    ['JSON over lines', '[\n  [9, 2.5],\n  [-6, 4]\n]\n'],
    ['Python', 'costs = np.array([[9, 2.5],\n                  [-6., 4]], dtype=np.float32)'],
    ['torch', 'torch.tensor([[ 9.0000,  2.5000],\n        [-6.0000,  4.0000]])'],
    ['numpy, printed', '[[ 9.   2.5]\n [-6.   4. ]]'],
    ['tuples', '((9, 2.5), (-6, 4))'],
    ['C', 'double c[2][2] = {{9, 2.5}, {-6, 4}};'],
    ['Mathematica', '{{9, 2.5}, {-6, 4}}'],
    ['a typographic minus', '9 2.5\n−6 4'],
    ['an exponent', '9e0 25e-1\n-0.6e1 4'],
    ['Markdown', '| 9 | 2.5 |\n| -6 | 4 |'],
    ['LaTeX', '9 & 2.5 \\\\ -6 & 4 \\\\'],
    ['a byte order mark', '\uFEFF9;2,5\n-6;4'],
    ['what a spreadsheet is told', 'sep=;\n9;2,5\n-6;4'],
    ['quotes', '"9","2.5"\n"-6","4"'],
    ['comments', '# costs\n9 2.5\n-6 4'],
    ['what MATLAB prints', 'A =\n\n    9.0000    2.5000\n   -6.0000    4.0000\n'],
    ['MATLAB with comments and long rows', 'A = [9 ... first\n2.5; % and\n -6 4];'],
    ['a matrix of numpy in quotes', "np.matrix('9 2.5; -6 4')"],
    ['what Python was told', '>>> cost = np.array([[9, 2.5], [-6, 4]])'],
    ['what Python answered', 'Out[3]: array([[ 9. ,  2.5],\n       [-6. ,  4. ]])'],
    ['tensorflow', '<tf.Tensor: shape=(2, 2), numpy=\narray([[ 9. ,  2.5],\n [-6. ,  4. ]])>'],
    ['C++', 'std::vector<std::vector<double>> c = {{9, 2.5}, {-6, 4}};'],
    ['Java', 'double[][] c = new double[][] {{9, 2.5}, {-6, 4}};'],
    ['Go', '[][]float64{{9, 2.5}, {-6, 4}}'],
    ['Julia', 'Float64[9 2.5; -6 4]'],
    ['what R prints', '     [,1] [,2]\n[1,]    9  2.5\n[2,]   -6  4.0'],
    [
      'a table of LaTeX',
      '\\begin{tabular}{|c|c|}\n\\hline\n9 & 2.5 \\\\ \\hline\n-6 & 4 \\\\\n\\end{tabular}',
    ],
    ['a matrix of LaTeX', '$$C = \\begin{bmatrix} 9 & 2.5 \\\\ -6 & 4 \\end{bmatrix}$$'],
    ['JSON with a name', '{"costs": [[9, 2.5], [-6, 4]]}'],
    ['one line with decimal commas', '9,0 2,5; -6,0 4,0'],
    ['quotes around decimal commas', '"9,0","2,5"\n"-6,0","4,0"'],
    ['digits and marks of other scripts', '٩ ٢٫٥\n－６ ４'],
    ['signs without width', '\u200e9 2.5\u200b\n\u2060-6 4'],
    ['printed quotes', '“9” “2.5”\n“-6” “4”'],
    ['quotes in a list', '[["9", "2.5"], ["-6", "4"]]'],
    ['lists in lines', '[9, 2.5]\n[-6, 4]'],
    ['lists of YAML', '- [9, 2.5]\n- [-6, 4]'],
    ['numbers as objects', '[[np.float64(9.0), np.float64(2.5)], [Decimal("-6"), Fraction(8, 2)]]'],
    ['an exponent of Fortran', '0.9D+01 2.5d0\n-6D0 4.0D+00'],
    ['an exponent of Mathematica', '{{0.9*^1, 2.5`}, {-6, 4}}'],
    ['lists of Mathematica', 'List[List[9, 2.5], List[-6, 4]]'],
    ['floats of C', 'float c[2][2] = {{9.f, 2.5f}, {-6.f, 4.0f}};'],
    ['rows of R', 'rbind(c(9, 2.5), c(-6L, 4L))'],
    ['fractions', '9/1 5/2\n-6 8/2'],
    ['fractions of LaTeX', '\\begin{bmatrix} 9 & \\frac{5}{2} \\\\[2pt] -6 & 4 \\end{bmatrix}'],
    ['TeX', '\\pmatrix{9 & 2.5 \\cr -6 & 4}'],
    ['money', '$9 $2.5\n-$6 $4'],
    ['money behind numbers', '9,00 €\t2,50 €\n-6,00 €\t4,00 €'],
    [
      'a common factor of MATLAB',
      'A =\n\n   1.0e+01 *\n\n    0.9000    0.2500\n   -0.6000    0.4000\n',
    ],
    [
      'HTML',
      '<table><tr><td>9<td>2.5</tr>\n<tr><td>&minus;6</td><td><b>4</b>&nbsp;</td></tr></table>',
    ],
    ['a box', '┌────┬─────┐\n│  9 │ 2.5 │\n├────┼─────┤\n│ -6 │   4 │\n└────┴─────┘'],
    ['brackets of sympy', '⎡9   2.5⎤\n⎢       ⎥\n⎣-6   4 ⎦'],
    ['what Julia prints', '2×2 Matrix{Float64}:\n  9.0  2.5\n -6.0  4.0'],
    ['comments behind rows', '9 2.5 # the first\n-6 4 // and /* not 8 */ more'],
    ['the number of rows before them', '2\n9 2.5 -6\n4'],
    ['rows that end as in C++', '9, 2.5,\n-6, 4;'],
    ['rows that end as in MATLAB', '9 2.5;\n-6 4;'],
  ])('%s', (_, text) => {
    expect(rowsOf(text)).toEqual(plain);
  });

  it.each([
    ['commas', 'who,tea,milk\nAda,1,2\nBob,3,4'],
    ['a pandas print', '     tea  milk\nAda    1     2\nBob    3     4'],
    ['Markdown', '| | tea | milk |\n|---|---|---|\n| Ada | 1 | 2 |\n| Bob | 3 | 4 |'],
    ['semicolons', ';tea;milk\nAda;1;2\nBob;3;4'],
    [
      'LaTeX',
      '\\begin{tabular}{lrr}\n\\toprule\n & tea & milk \\\\\n\\midrule\nAda & 1 & 2 \\\\\nBob & 3 & 4 \\\\\n\\bottomrule\n\\end{tabular}',
    ],
    ['records of JSON', '[{"who":"Ada","tea":1,"milk":2},{"who":"Bob","tea":3,"milk":4}]'],
    [
      'bold in Markdown',
      '| | **tea** | milk |\n|---|---|---|\n| **Ada** | 1 | **2** |\n| Bob | 3 | 4 |',
    ],
    [
      'HTML',
      '<table><tr><th></th><th>tea</th><th>milk</th></tr><tr><th>Ada</th><td>1<td>2</tr><tr><th>Bob<td>3<td>4</table>',
    ],
    [
      'polars',
      'shape: (2, 3)\n┌─────┬─────┬──────┐\n│ who ┆ tea ┆ milk │\n│ --- ┆ --- ┆ ---  │\n│ str ┆ i64 ┆ i64  │\n╞═════╪═════╪══════╡\n│ Ada ┆ 1   ┆ 2    │\n│ Bob ┆ 3   ┆ 4    │\n└─────┴─────┴──────┘',
    ],
    [
      'a long print of pandas',
      '     tea  milk\nAda    1     2\nBob    3     4\n\n[2 rows x 2 columns]',
    ],
    ['triples', 'who what cost\nAda tea 1\nAda milk 2\nBob tea 3\nBob milk 4'],
    ['JSON of pandas', '{"columns":["tea","milk"],"index":["Ada","Bob"],"data":[[1,2],[3,4]]}'],
  ])('with names: %s', (_, text) => {
    const read = readMatrix(text);
    expect(read).toMatchObject({
      ok: true,
      matrix: { rows: ['Ada', 'Bob'], columns: ['tea', 'milk'] },
    });
    expect(rowsOf(text)).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('with an index that is printed beside it', () => {
    expect(readMatrix('   a  b\n0  1  2\n1  3  4')).toMatchObject({
      matrix: { rows: ['0', '1'], columns: ['a', 'b'], values: Float64Array.of(1, 2, 3, 4) },
    });
  });

  it('with the counts that a table gets by itself', () => {
    const values = Float64Array.of(5, 6, 7, 8);
    expect(readMatrix(',0,1\n0,5,6\n1,7,8')).toMatchObject({
      matrix: { rows: ['0', '1'], values },
    });
    expect(readMatrix('id,1,2\n1,5,6\n2,7,8')).toMatchObject({
      matrix: { columns: ['1', '2'], values },
    });
    // a number is missing there
    expect(rowsOf(',2,3\n4,5,6\n7,8,9')).toBe('Row 1, column 1 is empty.');
  });

  it('with names that have digits, or years above it', () => {
    const matrix = { rows: ['w1', 'w2'], values: Float64Array.of(1, 2, 3, 4) };
    expect(readMatrix('w,t1,t2\nw1,1,2\nw2,3,4')).toMatchObject({ matrix });
    expect(readMatrix(',2023,2024\nw1,1,2\nw2,3,4')).toMatchObject({
      matrix: { ...matrix, columns: ['2023', '2024'] },
    });
    expect(readMatrix('1: 1 2\n2: 3 4')).toMatchObject({ matrix: { values: matrix.values } });
  });

  it('without its sums, with a word; what is only called so stays', () => {
    expect(readMatrix('who;a;b;Total\nx;1;2;3\ny;3;4;7\nTotal;4;6;10')).toMatchObject({
      matrix: { rows: ['x', 'y'], columns: ['a', 'b'], values: Float64Array.of(1, 2, 3, 4) },
      notes: ['Left out, since sums are no partners: the row “Total” and the column “Total”.'],
    });
    expect(readMatrix('who;a;b;Total\nx;1;2;3\ny;3;4;8\nTotal;4;6;12')).toMatchObject({
      matrix: { rows: ['x', 'y', 'Total'] },
      notes: [],
    });
  });

  it('of percent and of truths, with a word where it is needed', () => {
    expect(readMatrix('50% 25\\%\n7% 90%')).toMatchObject({
      matrix: { values: Float64Array.of(0.5, 0.25, 0.07, 0.9) },
      notes: ['Percent were read as hundredths.'],
    });
    expect(rowsOf('[[True, False], [false, true]]')).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('with commas of decimals where one of them can be nothing else', () => {
    expect(rowsOf('1,250\t0,5\n2,125\t3')).toEqual([
      [1.25, 0.5],
      [2.125, 3],
    ]);
  });

  it('whose commas could be those of decimals, with a word', () => {
    expect(readMatrix('1,5;2,3')).toMatchObject({
      matrix: { values: Float64Array.of(1, 5, 2, 3) },
      notes: ['“1,5” was read as 1 and 5: decimals have a point here.'],
    });
    expect(readMatrix('[1 5; 2 3]')).toMatchObject({ notes: [] });
  });

  it('and letters of any country', () => {
    const read = readMatrix('Zoë & Åsa,1,2\n朝☕\uD83D,3,4');
    expect(read).toMatchObject({ ok: true, matrix: { rows: ['Zoë & Åsa', '朝☕'] } });
  });

  it('without what would part names in a link', () => {
    const read = readMatrix('"a;b:c",1,2\n"~d",3,4');
    expect(read).toMatchObject({ ok: true, matrix: { rows: ['a b c', 'd'] } });
  });
});

describe('what is no matrix is told in a sentence', () => {
  it.each([
    ['', 'There are no numbers; a matrix has a line for each row.'],
    ['a b\nc d', 'There are names and no numbers.'],
    ['1 2\n3', 'Row 2 has 1 numbers, and row 1 has 2.'],
    [
      '1 2 3 4 5\n1 2 3 4 5\n1 2 3 4 5\n1 2 3 4 5',
      'The matrix has 4 rows and 5 columns; a matching needs as many of both.',
    ],
    [
      Array.from({ length: 20 }, (_, i) => i).join(', '),
      'There is one row of 20 numbers; begin a new line for each row.',
    ],
    ['7', 'The matrix is 1 by 1; 2 by 2 to 30 by 30 can be looked at.'],
    [
      '1, Infinity\n2, 3',
      'Row 1, column 2 is “Infinity”: a link that may not be needs a number that is bad enough, such as a cost of 1000.',
    ],
    [
      '[[1, NaN], [2, 3]]',
      'Row 1, column 2 is “NaN”: a link that may not be needs a number that is bad enough, such as a cost of 1000.',
    ],
    [
      '1\t100,000\n2\t3',
      'Row 1, column 2 is “100,000”, which has commas for thousands or for a decimal: write 100000 or 100.000.',
    ],
    ['1;\n2;3', 'Row 1, column 2 is empty.'],
    [
      '[[1, np.inf], [2, 3]]',
      'Row 1, column 2 is “np.inf”: a link that may not be needs a number that is bad enough, such as a cost of 1000.',
    ],
    ...(
      [
        ['1.000,5', '1000.5'],
        ["1'000", '1000'],
        ['1\u00a0000', '1000'],
      ] as const
    ).map(([cell, plain]): [string, string] => [
      `${cell}\t2\n3\t4`,
      `Row 1, column 1 is “${cell}”, which has marks for thousands: write ${plain}.`,
    ]),
    [
      '{"Ada": {"tea": 1}, "Bob": {"tea": 3}}',
      'This JSON holds no list of rows such as [[1, 2], [3, 4]].',
    ],
    ['$1 €2\n$3 $4', 'The numbers are of several currencies ($, €); write all in one.'],
    [
      '1.250;2.000\n3.000;4.125',
      '“1.250” may be 1250 or 1.25; write it in full, without a mark of thousands.',
    ],
    ...[
      '[[1. 2. ... 9.]\n [3. 4. ... 9.]]',
      '[[1 2]\n ...\n [3 4]]',
      '    a  ...  z\n0   1  ...  3\n..  .. ...  ..\n9   7  ...  9',
      '1 & \\cdots & 3 \\\\ 4 & \\cdots & 6',
    ].map((text): [string, string] => [
      text,
      'This print leaves out a part of the matrix (“...”); print all of it, or save it as CSV.',
    ]),
    ...['   a  \\\n0  1\n\n   b\n0  2', 'A =\n\n Columns 1 through 2:\n\n   1   2\n'].map(
      (text): [string, string] => [
        text,
        'This print has its columns in pieces; print them side by side, or save the matrix as CSV.',
      ],
    ),
    ...['  (0, 0)\t1.0\n  (1, 1)\t4.0', '<2x2 sparse matrix of type numpy.float64>'].map(
      (text): [string, string] => [
        text,
        'This is the print of a sparse matrix, without its zeros; print its toarray().',
      ],
    ),
    [
      '%%MatrixMarket matrix array real general\n2 2\n1\n2\n3\n4',
      'This is a file of Matrix Market; save the matrix as CSV.',
    ],
    [
      'p asn 4 4\na 1 3 5',
      'This is a DIMACS file; write its numbers as a matrix, a line for each row.',
    ],
    [
      'matrix(c(1,2,3,4), nrow = 2)',
      'This is code of R, which fills a matrix column by column; paste what it prints.',
    ],
    ...(
      [
        ['-np.array([[1, 2], [3, 4]])', '-np.array('],
        ['10 * [[1, 2], [3, 4]]', '*'],
        ['np.array([[1, 2], [3, 4]]).T', ').T'],
        ['[[1, 2], [3, 4]] * 10', '* 10'],
        ["[1 2; 3 4]'", "'"],
      ] as const
    ).map(([text, what]): [string, string] => [
      text,
      `Something is done with the matrix there (“${what}”); paste what comes of it.`,
    ]),
    ...['[[1, 2], [3, 4]]\n[[5, 6], [7, 8]]', 'A = [1 2; 3 4]; B = [5 6; 7 8]'].map(
      (text): [string, string] => [text, 'There is more than one matrix; paste one of them.'],
    ),
    ['1 2x3\n4 5', 'Row 1, column 2 is “2x3”, which is no number such as 0.35 or 1e-3.'],
    ['1 2e12\n4 5', 'Row 1, column 2 is 2000000000000; numbers go from -1000000000 to 1000000000.'],
  ])('%j', (text, fault) => {
    expect(rowsOf(text)).toBe(fault);
  });

  it('a rectangle may be filled up', () => {
    expect(readMatrix('1 2 3\n4 5 6')).toMatchObject({ ok: false, canPad: true });
    const read = readMatrix('1 2 3\n4 5 6', true);
    expect(read).toMatchObject({
      ok: true,
      matrix: { rows: ['1', '2', 'none'], columns: ['1', '2', '3'] },
      notes: ['2 rows and 3 columns, filled up with zeros: who has a partner “none” stays alone.'],
    });
    expect(rowsOf('1 2 3\n4 5 6', true)).toEqual([
      [1, 2, 3],
      [4, 5, 6],
      [0, 0, 0],
    ]);
  });

  it('a zero has no sign', () => {
    expect(rowsOf('-0 1\n2 -0.0', false)).toEqual([
      [0, 1],
      [2, 0],
    ]);
  });

  it('whatever the text', () => {
    const mark = fc.constantFrom(...'[]{}(),;|&\t\n 0123456789.-+eEabNaN"\'~:#=\\');
    fc.assert(
      fc.property(fc.string({ unit: mark, maxLength: 60 }), fc.boolean(), (text, pad) => {
        const read = readMatrix(text, pad);
        if (read.ok) {
          const link = matrixText(read.matrix);
          expect(link).toMatch(MATRIX_FORM);
          expect(matrixOfText(link)).toEqual(read.matrix);
        } else expect(read.fault).toMatch(/^[A-Z].+\.$/s);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('in a link', () => {
  it('numbers stay as they are, and names where there are some', () => {
    const read = readMatrix('who,tea,milk\nAda,0.1,2e-7\nBob,-3,4');
    if (!read.ok) throw new Error(read.fault);
    expect(matrixText(read.matrix)).toBe('Ada:0.1,2e-7;Bob:-3,4~tea,milk');
    expect(matrixOfText(matrixText(read.matrix))).toEqual(read.matrix);
    expect(matrixText({ ...read.matrix, rows: ['1', '2'], columns: ['1', '2'] })).toBe(
      '0.1,2e-7;-3,4',
    );
  });

  it('has room for whole numbers of the largest size, and says so of more', () => {
    const square = (number: string) =>
      Array.from({ length: 30 }, () => Array(30).fill(number).join(' ')).join('\n');
    expect(readMatrix(square('-12'))).toMatchObject({ ok: true });
    const read = readMatrix(square('0.123456789'));
    expect(read).toMatchObject({
      fault: 'In a link the matrix has 10800 characters, and at most 3800 fit: round its numbers.',
    });
  });

  it('a text that is no matrix is told', () => {
    expect(matrixOfText('1,2;3')).toEqual({ fault: 'Row 2 has 1 numbers, and row 1 has 2.' });
    expect(matrixOfText('1,2;3,4~a,b,c')).toEqual({
      fault: 'There are 2 columns and 3 names for them.',
    });
  });
});
