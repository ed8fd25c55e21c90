import { Help } from '../notation/Help';
import { Popover } from '../overlay/Popover';
import { Restarts } from './Restarts';

export interface ControlNameProps {
  label: string;
  symbol?: string | undefined;
  /** What the control does, said when its name is pressed: by finger, mouse or keyboard. */
  help?: string | undefined;
  /** Marked as one that starts the training anew. */
  restarts?: boolean | undefined;
  /** The id of the words, for what they name. */
  id?: string;
}

/** The words and the symbol of a control, as it is read aloud. */
export const nameOf = ({ label, symbol }: Pick<ControlNameProps, 'label' | 'symbol'>) =>
  symbol ? `${label} ${symbol}` : label;

/** The name of a control, which explains it when it is pressed. */
export function ControlName({ label, symbol, help, restarts, id }: ControlNameProps) {
  const words = (
    <span id={id}>
      <span className="control-label">{label}</span>
      {symbol && <var className="symbol"> {symbol}</var>}
    </span>
  );
  return (
    <span className="control-name">
      {help ? (
        <Popover title={nameOf({ label, symbol })} button={words}>
          <Help>{help}</Help>
        </Popover>
      ) : (
        words
      )}
      <Restarts when={restarts} />
    </span>
  );
}
