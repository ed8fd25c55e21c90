import { formatNumber } from './format';

/** How a sentence about a pin begins. */
export const pinPlace = (pin: {
  readonly name: string;
  readonly sigma: number;
  readonly epsilon: number;
}) =>
  `At pin ${pin.name}, sigma ${formatNumber(pin.sigma)} and epsilon ${formatNumber(pin.epsilon)},`;
