/** Steps that were made on a device are lost with it: the run stands where its state is. */
export class SetBackError extends Error {
  override readonly name = 'SetBackError';
}

export const isSetBack = (error: unknown): error is SetBackError => error instanceof SetBackError;
