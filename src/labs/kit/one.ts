import type { ParamTable, Values } from '../../state/params';

/** A change of one parameter; what the table does not take is left out by the store. */
export const one = <T extends ParamTable>(name: keyof T, value: unknown) =>
  Object.fromEntries([[name, value]]) as Partial<Values<T>>;
