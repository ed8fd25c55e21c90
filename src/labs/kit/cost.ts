import type { Param } from '../../state/params';
import { RESTARTS } from '../../ui/controls/Restarts';

/** What a control says of its price: a reader is told before a change starts the training anew. */
export const costOf = ({ class: price, help }: Pick<Param, 'class' | 'help'>) =>
  price === 'restart' ? { help: `${help} ${RESTARTS}`, restarts: true } : { help, restarts: false };
