import { describe, expect, it } from 'vitest';
import { DataError } from './images';
import { parseNpy } from './npy';
import { writeNpy } from './testing';

describe('an NPY file', () => {
  it('holds bytes, halves, floats and doubles, row by row', () => {
    const bytes = parseNpy('a.npy', writeNpy('|u1', [2, 3], Uint8Array.of(1, 2, 3, 4, 5, 255)));
    expect(bytes).toEqual({ shape: [2, 3], values: Uint8Array.of(1, 2, 3, 4, 5, 255) });
    // 1, -2, 0.8 as numpy rounds it, the least above 0, the largest
    const halves = Uint16Array.of(0x3c00, 0xc000, 0x3a66, 1, 0x7bff, 0x7c00);
    const { values } = parseNpy('h.npy', writeNpy('<f2', [6], halves));
    expect([...values]).toEqual([1, -2, 0.7998046875, 2 ** -24, 65504, Infinity]);
    expect([...parseNpy('f', writeNpy('<f4', [1], Float32Array.of(9.2))).values]).toEqual([
      Math.fround(9.2),
    ]);
    expect([...parseNpy('d', writeNpy('<f8', [], Float64Array.of(0.1))).values]).toEqual([0.1]);
  });

  it('holds integers of any width', () => {
    const bytes = Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255);
    const of = (type: string, count: number) => [
      ...parseNpy('i', writeNpy(type, [count], bytes)).values,
    ];
    expect(of('|i1', 8)).toEqual(Array(8).fill(-1));
    expect([of('<i2', 4)[3], of('<u2', 4)[0]]).toEqual([-1, 65535]);
    expect([of('<i4', 2)[1], of('<u4', 2)[0]]).toEqual([-1, 4294967295]);
    expect([of('<i8', 1)[0], of('<u8', 1)[0]]).toEqual([-1, 2 ** 64]);
  });

  it('may have its first index fastest, or the big end first', () => {
    const text = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);
    const fortran = (bytes: Uint8Array) =>
      Uint8Array.from(text(bytes).replace('False', 'True '), (c) => c.charCodeAt(0));
    // a[i, j, k] = 100 i + 10 j + k
    const values = Uint8Array.of(0, 100, 10, 110, 20, 120, 1, 101, 11, 111, 21, 121);
    const { shape, values: rows } = parseNpy('a', fortran(writeNpy('|u1', [2, 3, 2], values)));
    expect(shape).toEqual([2, 3, 2]);
    expect([...rows]).toEqual([0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121]);
    const big = writeNpy('>i4', [2], Uint8Array.of(0, 0, 1, 2, 255, 255, 255, 254));
    expect([...parseNpy('b', big).values]).toEqual([258, -2]);
  });

  it('is refused by name where it is another or damaged', () => {
    const good = writeNpy('|u1', [4], Uint8Array.of(1, 2, 3, 4));
    const of = (bytes: Uint8Array) => () => parseNpy('x.npy', bytes);
    expect(of(Uint8Array.of(1, 2))).toThrow(DataError);
    expect(of(good.subarray(0, 8))).toThrow('x.npy ends within its header');
    expect(of(good.subarray(0, -1))).toThrow('x.npy has 3 bytes of numbers; (4) takes 4');
    expect(of(writeNpy('<c8', [0], Uint8Array.of()))).toThrow('complex numbers; save real ones.');
    expect(of(writeNpy('<g9', [0], Uint8Array.of()))).toThrow('type "<g9"; it must be one of |u1');
    const negative = new TextDecoder('latin1').decode(good).replace('(4,)', '(-4)');
    expect(of(Uint8Array.from(negative, (c) => c.charCodeAt(0)))).toThrow('must name a shape');
    const odd = new TextDecoder('latin1').decode(good).replace('False', 'Maybe');
    expect(of(Uint8Array.from(odd, (c) => c.charCodeAt(0)))).toThrow('a shape and an order');
  });
});
