import type { LabStore } from '../../state/lab-store';
import type { ParamTable, Values } from '../../state/params';

/** A change of one parameter; what the table does not take is left out by the store. */
export const one = <T extends ParamTable>(name: keyof T, value: unknown) =>
  Object.fromEntries([[name, value]]) as Partial<Values<T>>;

/** Names of the parameters of one kind; of a table that is not known, all names. */
export type NamesOf<T extends ParamTable, Kind> = string extends keyof T
  ? string
  : { [Name in keyof T]: T[Name] extends Kind ? Name : never }[keyof T];

/** What the control of a parameter is given. */
export interface Bound<T extends ParamTable, Kind> {
  store: LabStore<T>;
  name: NamesOf<T, Kind>;
}
