import { formatTick } from '../../charts/shared/format';
import { sameValue, shownFrom, type Param, type ParamTable, type Values } from '../../state/params';

/**
 * What a lab stands at, in one line for its exports: the essential parameters, and those that are not at
 * their defaults. The seed is left out, as every source line has it.
 */
export function settingsLine(
  table: ParamTable,
  values: Values<ParamTable>,
  essential: readonly string[],
): string {
  const said = Object.keys(table).filter(
    (name) =>
      name !== 'seed' &&
      (essential.includes(name) || !sameValue(values[name], table[name].default)),
  );
  const order = [...essential, ...said.filter((name) => !essential.includes(name))];
  return order.map((name) => setting(table[name], values[name])).join(', ');
}

function setting(param: Param, value: unknown): string {
  const name = param.symbol || param.label.toLowerCase();
  switch (param.kind) {
    case 'number':
    case 'integer':
      return `${name} ${formatTick((value as number) + shownFrom(param))}`;
    case 'numbers':
      return `${name} ${(value as readonly number[]).map(formatTick).join(' ')}`;
    case 'boolean':
      return `${name} ${param.describe(value as boolean)}`;
    case 'choice':
    case 'text':
      return `${name} ${param.describe(value as string)}`;
    case 'choices':
      return `${name} ${param.describe(value as readonly string[])}`;
  }
}
