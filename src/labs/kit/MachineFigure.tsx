import { describeMachine } from '../../charts/machine/describe';
import { PARTS, type MachineData } from '../../charts/machine/layout';
import { MachineChart } from '../../charts/machine/MachineChart';
import { Figure } from '../../ui/figure/Figure';
import type { FigureProps, FigureTable } from '../../ui/figure/types';

const machineTable = ({ parts }: MachineData): FigureTable => ({
  columns: ['part', 'what', 'value'],
  rows: PARTS.flatMap((name) => parts[name].rows.map((row) => [parts[name].title, ...row])),
});

type MachineFigureProps = Pick<FigureProps, 'title' | 'sentence' | 'source' | 'controls'> & {
  /** Null while there is nothing to show; then `missing` says why. */
  readonly data: MachineData | null;
  readonly missing: string;
};

/** The predictor of a lab as a whole; the slow step lights its parts. */
export function MachineFigure({ data, missing, ...told }: MachineFigureProps) {
  return (
    <Figure
      {...told}
      id="machine"
      wide
      description={data ? describeMachine(data) : missing}
      table={() => (data ? machineTable(data) : { columns: [], rows: [] })}
      height={280}
    >
      {(frame) =>
        data ? <MachineChart {...data} {...frame} /> : <p className="muted">{missing}</p>
      }
    </Figure>
  );
}
