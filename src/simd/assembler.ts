/**
 * A small assembler for WebAssembly with 128-bit SIMD: expressions are functions that return code,
 * so a kernel reads like the formula it computes, needs no build step and is specialised at run time
 * the way a WGSL shader is.
 *
 * Binary format and opcodes: WebAssembly core specification 2.0, chapter 5.
 */
export type Code = readonly number[];

export type ValueType = 'i32' | 'f64' | 'v128';
const typeCodes: Record<ValueType, number> = { i32: 0x7f, f64: 0x7c, v128: 0x7b };

/** A local variable of the function under construction. */
export interface Local {
  readonly get: Code;
  set(value: Code): Code;
}

/** Unsigned LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  do {
    const low = value & 0x7f;
    value = Math.floor(value / 128);
    bytes.push(value > 0 ? low | 0x80 : low);
  } while (value > 0);
  return bytes;
}

/** Signed LEB128 of a 32-bit integer. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  for (;;) {
    const low = value & 0x7f;
    value >>= 7;
    const done = (value === 0 && !(low & 0x40)) || (value === -1 && !!(low & 0x40));
    bytes.push(done ? low : low | 0x80);
    if (done) return bytes;
  }
}

const simd = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];
const unary = (opcode: Code) => (a: Code) => [...a, ...opcode];
const binary = (opcode: Code) => (a: Code, b: Code) => [...a, ...b, ...opcode];
/** A shift of all lanes by a constant number of bits. */
const shift = (opcode: number) => (a: Code, bits: number) => [
  ...a,
  ...i32.const(bits),
  ...simd(opcode),
];
const lane = (opcode: number) => (a: Code, index: number) => [...a, ...simd(opcode), index];
/** Alignment (a hint, as a power of two) and offset of a memory access. */
const access = (align: number, offset: number): number[] => [align, ...unsigned(offset)];

function bytesOf(values: ArrayBufferView): number[] {
  return [...new Uint8Array(values.buffer, values.byteOffset, values.byteLength)];
}

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value | 0)],
  add: binary([0x6a]),
  mul: binary([0x6c]),
  shl: binary([0x74]),
  sub: binary([0x6b]),
  lessThan: binary([0x49]), // unsigned
  lessThanSigned: binary([0x48]),
  load: (address: Code, offset = 0): Code => [...address, 0x28, ...access(2, offset)],
  store: (address: Code, value: Code, offset = 0): Code => [
    ...address,
    ...value,
    0x36,
    ...access(2, offset),
  ],
};

export const f64 = {
  const: (value: number): Code => [0x44, ...bytesOf(Float64Array.of(value))],
  add: binary([0xa0]),
  mul: binary([0xa2]),
  load: (address: Code, offset = 0): Code => [...address, 0x2b, ...access(3, offset)],
  store: (address: Code, value: Code, offset = 0): Code => [
    ...address,
    ...value,
    0x39,
    ...access(3, offset),
  ],
};

export const v128 = {
  load: (address: Code, offset = 0): Code => [...address, ...simd(0x00), ...access(2, offset)],
  store: (address: Code, value: Code, offset = 0): Code => [
    ...address,
    ...value,
    ...simd(0x0b),
    ...access(2, offset),
  ],
  bitselect: (ifOne: Code, ifZero: Code, mask: Code): Code => [
    ...ifOne,
    ...ifZero,
    ...mask,
    ...simd(0x52),
  ],
  or: binary(simd(0x50)),
  xor: binary(simd(0x51)),
  and: binary(simd(0x4e)),
  /** The bits of `a` that `b` does not have. */
  andNot: binary(simd(0x4f)),
  /** Whether any bit is 1, as an i32. */
  anyTrue: unary(simd(0x53)),
  /** All four lanes from one 32-bit word of memory. */
  loadSplat: (address: Code, offset = 0): Code => [...address, ...simd(0x09), ...access(2, offset)],
};

export const i32x4 = {
  const: (a: number, b = a, c = a, d = a): Code => [
    ...simd(0x0c),
    ...bytesOf(Int32Array.of(a, b, c, d)),
  ],
  splat: unary(simd(0x11)),
  extract: lane(0x1b),
  /** Four lanes of two vectors: 0 to 3 are those of `a`, 4 to 7 those of `b`. */
  shuffle: (a: Code, b: Code, lanes: readonly [number, number, number, number]): Code => [
    ...a,
    ...b,
    ...simd(0x0d),
    ...lanes.flatMap((from) => [0, 1, 2, 3].map((byte) => 4 * from + byte)),
  ],
  add: binary(simd(0xae)),
  sub: binary(simd(0xb1)),
  shl: shift(0xab),
  shrSigned: shift(0xac),
  shr: shift(0xad),
  /** Rotation to the left by a constant; `a` is evaluated twice, so pass a local. */
  rotl: (a: Code, bits: number): Code => v128.or(i32x4.shl(a, bits), i32x4.shr(a, 32 - bits)),
};

export const f32x4 = {
  const: (value: number): Code => [
    ...simd(0x0c),
    ...bytesOf(Float32Array.of(value, value, value, value)),
  ],
  fromSigned: unary(simd(0xfa)),
  neg: unary(simd(0xe1)),
  sqrt: unary(simd(0xe3)),
  add: binary(simd(0xe4)),
  sub: binary(simd(0xe5)),
  mul: binary(simd(0xe6)),
  div: binary(simd(0xe7)),
  equal: binary(simd(0x41)),
  lessThan: binary(simd(0x43)),
  greaterThan: binary(simd(0x44)),
  lessOrEqual: binary(simd(0x45)),
  /** `b > a ? b : a`, in this order: a NaN in `a` stays, one in `b` does not come in. */
  larger: binary(simd(0xeb)), // pmax
};

export const f64x2 = {
  const: (value: number): Code => [...simd(0x0c), ...bytesOf(Float64Array.of(value, value))],
  /** The two low (0) or high (1) lanes of four floats as doubles. */
  promote: (a: Code, half: 0 | 1): Code => [
    ...(half === 0 ? a : i32x4.shuffle(a, a, [2, 3, 0, 1])),
    ...simd(0x5f),
  ],
  add: binary(simd(0xf0)),
  mul: binary(simd(0xf2)),
  lessThan: binary(simd(0x49)),
  /** `b < a ? b : a`. */
  smaller: binary(simd(0xf6)), // pmin
  extract: lane(0x21),
};

export interface FunctionBuilder {
  readonly parameters: readonly Local[];
  local(type: ValueType): Local;
  emit(...code: Code[]): void;
  /** Runs the body while `condition` holds, checked before each turn. */
  whileLoop(condition: () => Code, body: () => void): void;
  ifElse(condition: Code, yes: () => void, no: () => void): void;
}

/** An exported function: its name, the number of its i32 parameters, and its body. */
export interface FunctionSpec {
  readonly name: string;
  readonly parameters: number;
  build(f: FunctionBuilder): void;
}

/** The code section's entry of a function. */
function bodyOf({ parameters, build }: FunctionSpec): Code {
  const locals: ValueType[] = [];
  const body: number[] = [];
  const at = (index: number): Local => ({
    get: [0x20, ...unsigned(index)],
    set: (value) => [...value, 0x21, ...unsigned(index)],
  });
  const f: FunctionBuilder = {
    parameters: Array.from({ length: parameters }, (_, i) => at(i)),
    local: (type) => at(parameters + locals.push(type) - 1),
    emit: (...code) => {
      for (const piece of code) for (const byte of piece) body.push(byte);
    },
    whileLoop(condition, inside) {
      f.emit([0x02, 0x40, 0x03, 0x40]); // block, loop
      f.emit(condition(), [0x45, 0x0d, 1]); // eqz, br_if out of the block
      inside();
      f.emit([0x0c, 0, 0x0b, 0x0b]); // br to the loop's start, end, end
    },
    ifElse(condition, yes, no) {
      f.emit(condition, [0x04, 0x40]); // if
      yes();
      f.emit([0x05]); // else
      no();
      f.emit([0x0b]);
    },
  };
  build(f);
  body.push(0x0b);
  return [...vector(locals.map((type) => [1, typeCodes[type]])), ...body];
}

const vector = (items: Code[]) => [...unsigned(items.length), ...items.flat()];

/**
 * The bytes of a module with one memory (exported as "memory") and exported functions that take i32
 * parameters and return nothing.
 */
export function assemble(functions: readonly FunctionSpec[]): Uint8Array<ArrayBuffer> {
  const section = (id: number, content: Code) => [id, ...unsigned(content.length), ...content];
  const name = (text: string) => vector([...text].map((c) => [c.charCodeAt(0)]));
  const type = ({ parameters }: FunctionSpec) => [
    0x60,
    ...vector(Array.from({ length: parameters }, () => [typeCodes.i32])),
    0,
  ];
  const code = (spec: FunctionSpec) => {
    const body = bodyOf(spec);
    return [...unsigned(body.length), ...body];
  };
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(functions.map(type))),
    ...section(3, vector(functions.map((_, i) => unsigned(i)))),
    ...section(5, vector([[0, 1]])),
    ...section(
      7,
      vector([
        [...name('memory'), 2, 0],
        ...functions.map((spec, i) => [...name(spec.name), 0, ...unsigned(i)]),
      ]),
    ),
    ...section(10, vector(functions.map(code))),
  ]);
}
