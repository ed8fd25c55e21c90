/** What is spliced into the shaders of a batch normalisation: the relu behind it, seen from both sides. */

/** What a shortcut adds before the relu: nothing, a map, or a map with a normalisation of its own. */
export type Shortcut = 'none' | 'map' | 'normalised';

const shortcutMap = '@group(0) @binding(3) var<storage, read> shortcut: array<Value>;\n';

/** `added(i, column)` of batch-norm-forward.wgsl, with bindings from 3 on. */
export const addedText: Record<Shortcut, string> = {
  none: 'fn added(i: u32, column: u32) -> Value { return Value(); }\n',
  map: `${shortcutMap}fn added(i: u32, column: u32) -> Value { return shortcut[i]; }\n`,
  normalised: `${shortcutMap}
    @group(0) @binding(4) var<storage, read> shortcut_terms: array<Value>;
    fn added(i: u32, column: u32) -> Value {
      let factor = shortcut_terms[COLUMNS + column] * shortcut_terms[2u * COLUMNS + column];
      return (shortcut[i] - shortcut_terms[column]) * factor + shortcut_terms[3u * COLUMNS + column];
    }
  `,
};

/**
 * How a gradient goes back through what followed a normalisation: unchanged; through a relu of its own,
 * whose sign is computed again from the inputs; or through one behind a shortcut, whose sign is read
 * from what it gave out.
 */
export type Mask = 'none' | 'own' | 'outputs';

const gradients = (access: 'read' | 'read_write') =>
  `@group(0) @binding(2) var<storage, ${access}> gradients: array<Value>;\n`;

const unmasked = `fn masked(i: u32, column: u32, normalised: Value) -> Value {
  return gradients[i];
}
`;

const ownRelu = `fn masked(i: u32, column: u32, normalised: Value) -> Value {
  let y = normalised * terms[2u * COLUMNS + column] + terms[3u * COLUMNS + column];
  return select(Value(), gradients[i], y > Value());
}
`;

/** Gradients and `masked` of batch-norm-sums.wgsl; where the sign was read, the result is kept. */
export const maskOfSums: Record<Mask, string> = {
  none: gradients('read') + unmasked,
  own: gradients('read') + ownRelu,
  outputs: `${gradients('read_write')}
    @group(0) @binding(4) var<storage, read> outputs: array<Value>;
    fn masked(i: u32, column: u32, normalised: Value) -> Value {
      let g = select(Value(), gradients[i], outputs[i] > Value());
      gradients[i] = g;
      return g;
    }
  `,
};

/** Where the gradient in the inputs goes: over that in the outputs, the same with another one added, or apart. */
export type Store = 'over' | 'over-added' | 'apart';

const stores: Record<Store, string> = {
  over: `${gradients('read_write')}fn store(i: u32, value: Value) { gradients[i] = value; }\n`,
  'over-added': `${gradients('read_write')}
    @group(0) @binding(3) var<storage, read> addend: array<Value>;
    fn store(i: u32, value: Value) { gradients[i] = value + addend[i]; }
  `,
  apart: `${gradients('read')}
    @group(0) @binding(3) var<storage, read_write> results: array<Value>;
    fn store(i: u32, value: Value) { results[i] = value; }
  `,
};

/** Gradients, `store` and `masked` of batch-norm-backward.wgsl: what the sums have masked is masked. */
export const storeText = (store: Store, mask: Mask) =>
  stores[store] + (mask === 'own' ? ownRelu : unmasked);
