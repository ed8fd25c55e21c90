import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumbers } from './parse-numbers';

const bounds = { least: 3, most: 128, min: -1e9, max: 1e9 };
const fault = (text: string) => {
  const parsed = parseNumbers(text, bounds);
  return parsed.ok ? 'no fault' : parsed.fault;
};

describe('a list of numbers', () => {
  it.each([
    ['1 2 3', [1, 2, 3]],
    ['1,2,3', [1, 2, 3]],
    ['0.5; .25;\n-1e-3', [0.5, 0.25, -0.001]],
    ['1\t2\r\n3\n', [1, 2, 3]],
    ['−4 +5 6.', [-4, 5, 6]],
    ['1,,2, 3,', [1, 2, 3]],
    ['1,2,3\n4,5,6', [1, 2, 3, 4, 5, 6]],
    ['[1, 2, 3]', [1, 2, 3]],
    ['scores = np.array([1., 2., 3.], dtype=np.float32)', [1, 2, 3]],
    ["tensor([1., 2., 3.], device='cuda:0')", [1, 2, 3]],
    ['c(1, 2, 3)', [1, 2, 3]],
    ['x = {1, 2, 3};', [1, 2, 3]],
    ['–1 −2 －3', [-1, -2, -3]],
    ['１，２；３', [1, 2, 3]],
    ['١، ٢، ٣', [1, 2, 3]],
    ['1 200 300', [1, 200, 300]],
  ])('is read as people type and paste it: %j', (text, numbers) => {
    expect(parseNumbers(text, bounds)).toEqual({ ok: true, numbers, notes: [] });
  });

  it('reads back what is written, and never throws', () => {
    const lists = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), {
      minLength: 3,
      maxLength: 128,
    });
    fc.assert(
      fc.property(lists, fc.constantFrom(' ', ', ', ';', '\n'), (numbers, between) => {
        const parsed = parseNumbers(numbers.join(between), bounds);
        expect(parsed.ok && parsed.numbers.map((n) => n + 0)).toEqual(numbers.map((n) => n + 0));
      }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const parsed = parseNumbers(text, bounds);
        if (!parsed.ok) expect(parsed.fault).toMatch(/^[A-Z].*\.$/s);
      }),
    );
  });

  it('notes equal numbers, which may swap places', () => {
    const parsed = parseNumbers('3 1 3 2 1', bounds);
    expect(parsed.ok && parsed.notes).toEqual([
      '3 is there 2 times, as 1 more number is; equal numbers may swap places.',
    ]);
  });

  const wrong = ['x', '1..2', '1e', '--1', '0x10', 'NaN', 'Infinity', '1_000', '½', '1e5e5', '$5'];
  it.each(wrong)('names the entry that is no number: %s', (token) => {
    expect(fault(`1 2 ${token} 4`)).toBe(
      `Entry 3, "${token}", is not a number such as 0.35 or 1e-3.`,
    );
  });

  it('says what else is wrong', () => {
    expect(fault('')).toContain('There are no numbers');
    expect(fault('5')).toBe('There is 1 number; there must be 3 to 128.');
    expect(fault('1 '.repeat(129))).toContain('There are 129 numbers');
    expect(fault('1 2 1e400')).toContain('"1e400", is too large');
    expect(fault('1 2 2e9')).toContain('between -1000000000 and 1000000000');
    expect(fault('1,5 2 3')).toBe(
      '"1,5" may have a decimal comma or be two numbers: write 1.5, or put a blank after the comma.',
    );
    for (const text of ['0,5 0,25 0,75', '0,5, 0,25, 0,75', '0,5;0,25;0,75', '1 2 1.000,5']) {
      expect(fault(text)).toContain('decimal comma');
    }
    expect(fault('1 000; 2 000; 3 000')).toBe(
      '"1 000" may be 1000 or 1 and 000: write it without a blank in it.',
    );
    expect(fault('0.5\t12\u202f500\t3')).toContain('may be 12500 or 12 and 500');
    expect(fault('[1, 2, 3] * 2')).toContain('Entry 1, "[1", is not a number');
    expect(fault('1'.repeat(20_001))).toContain('20001 characters');
    expect(fault(`1 2 ${'y'.repeat(60)}`)).toContain(`${'y'.repeat(23)}…`);
  });
});
