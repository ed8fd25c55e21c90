import { memo, useState } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatFixed, formatPercent } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { Labels } from '../shared/Marks';
import type { ChartSize, Phase } from '../shared/size';
import { CellHandle } from './CellHandle';
import type { TerrainData } from './data';
import { cellText, describeTerrain } from './describe';
import { DrawMarks } from './DrawMarks';
import { LandMarks, LandSample, PictureMarks } from './LandMarks';
import { extraText, terrainLayout, type TerrainLayout } from './layout';
import { cellBox, centreOf } from './square';

export interface TerrainChartProps extends TerrainData, ChartSize {
  /** The most that a cell can cost. */
  readonly most: number;
  readonly painting: boolean;
  readonly onCost: (cell: number, cost: number, phase: Phase) => void;
  /** Paints these cells too; none at the end of a stroke. */
  readonly onPaint: (cells: readonly number[], phase: Phase) => void;
}

/** A map of cells that cost something, its cheapest path, and those under noise as threads. */
export const TerrainChart = memo(function TerrainChart(props: TerrainChartProps) {
  const layout = terrainLayout(props, props);
  const [read, setRead] = useState<string | null>(null);
  const { square, type, rows, widths } = layout;
  const { picture } = props;
  const lit = rows.find((_, i) => read === idOf(i));
  return (
    <ChartFrame
      name="terrain"
      size={props}
      label="The map and its cheapest paths"
      description={describeTerrain(props)}
      marks={terrainMarks(props, layout)}
      onActive={setRead}
      handles={
        <CellHandle
          {...{ square, head: layout.head, costs: props.costs, most: props.most }}
          {...{ painting: props.painting, onCost: props.onCost, onPaint: props.onPaint }}
          idle={`cheapest path: ${formatFixed(props.cost, 2)}`}
          say={(cell) => cellText(props, cell)}
        />
      }
    >
      {picture ? (
        <PictureMarks picture={picture} square={square} />
      ) : (
        <LandMarks looks={props.looks} square={square} />
      )}
      {props.draws && <DrawMarks draws={props.draws} square={square} width={widths.thread} />}
      <path d={layout.path} className="path-halo" strokeWidth={2 * widths.path} />
      <path
        d={layout.path}
        className="path-best"
        strokeWidth={widths.path}
        data-term="prediction"
      />
      {lit && (
        <path d={lit.line} className="path-lit" strokeWidth={widths.path} data-term="noise" />
      )}
      {props.target?.map((cell) => {
        const { x, y } = centreOf(square, cell);
        return (
          <circle
            key={cell}
            {...{ cx: x, cy: y, r: Math.min(type.dot + 2, 0.3 * square.cell) }}
            className="truth-ring"
            data-term="truth"
          />
        );
      })}
      {props.changed.map((cell) => {
        const { x, y } = cellBox(square, cell);
        return (
          <rect key={cell} x={x + 2} y={y + 2} width={4} height={4} className="land-changed" />
        );
      })}
      {rows.map(({ bar }, i) => (
        <rect key={i} {...bar} className="path-share" data-term="noise" data-part="shares" />
      ))}
      {layout.key.map((box, look) => (
        <LandSample key={look} {...{ box, look }} />
      ))}
      <Labels labels={layout.labels} />
    </ChartFrame>
  );
});

const idOf = (row: number) => `path-${row}`;

/** The paths of the list, or the cheapest alone where no draws are there yet. */
function terrainMarks(data: TerrainData, { rows, square }: TerrainLayout): InspectMark[] {
  const { cost, path } = data;
  if (rows.length === 0) {
    const cell = path[path.length - 1];
    return [
      {
        ...{ id: idOf(0), title: 'cheapest path', box: cellBox(square, cell) },
        rows: [['cost', formatFixed(cost, 2)]],
        at: centreOf(square, cell),
      },
    ];
  }
  return rows.map(({ taken, hit, bar }, i) => ({
    id: idOf(i),
    title: taken.extra < 0.005 ? 'the cheapest path' : `path ${i + 1}`,
    rows: [
      ['of the draws', formatPercent(taken.share)],
      ['cost', formatFixed(cost + taken.extra, 2)],
      ['beside the cheapest', extraText(taken.extra)],
      ['cells', String(taken.path.length)],
    ],
    box: hit,
    at: { x: bar.x + bar.width, y: hit.y + hit.height / 2 },
  }));
}
