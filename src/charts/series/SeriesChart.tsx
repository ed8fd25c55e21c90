import { bisectRight } from 'd3';
import { memo } from 'react';
import { upright } from '../shared/axes';
import { categoryStyle } from '../shared/category';
import { ChartFrame } from '../shared/ChartFrame';
import { formatNumber } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { Labels, Lines } from '../shared/Marks';
import { stripsAt } from '../shared/marker';
import { MarkerHandle } from '../shared/MarkerHandle';
import { valueAt } from '../shared/scale';
import type { Drag } from '../shared/SliderHandle';
import type { ChartSize } from '../shared/size';
import { describeSeries } from './describe';
import { PictureImage } from '../thumbnails/PictureImage';
import { seriesLayout, type Series, type SeriesData, type SeriesLayout } from './layout';
import type { SeriesPicture } from './pictures';
import type { SeriesLine } from './line';

export interface SeriesChartProps extends SeriesData, ChartSize {
  /** The setting behind the flag, by its place on the axis. */
  readonly drag?: Drag | undefined;
}

/** Measurements of runs against their steps. */
export const SeriesChart = memo(function SeriesChart(props: SeriesChartProps) {
  const layout = seriesLayout(props, props);
  const { lines, flags, past, names, pictures, marker, frame } = layout;
  const { drag, flag } = props;
  return (
    <ChartFrame
      name="series"
      size={props}
      label={`${props.valueLabel} against ${props.stepLabel}`}
      description={describeSeries(props)}
      marks={seriesMarks(props, layout)}
      handles={
        drag &&
        flag &&
        marker && (
          <MarkerHandle
            {...drag}
            marker={marker}
            term={flag.of === 'noise' ? 'sigma' : 'step'}
            label={flag.name}
            valueText={marker.label.text}
            valueAt={(pixel) => drag.valueAt(valueAt(layout.x, pixel))}
          />
        )
      }
    >
      <Lines lines={layout.grid} className="grid" />
      <Labels labels={layout.labels} />
      <g data-part="curves">
        <Lines lines={flags.poles} className="flag-pole" />
        <Labels labels={flags.labels} />
        {past && <Lines lines={[past.pole]} className="past-pole" />}
        {past && <Labels labels={[past.label]} />}
        {lines.map((line) => {
          const { id, band } = line;
          return band && <path key={id} d={band} className="interval-band" fill={inkOf(line)} />;
        })}
        {lines.map((line) => (
          <RunLine key={line.id} line={line} />
        ))}
        <Lines lines={names.flatMap(({ leader }) => leader ?? [])} className="leader" />
        <Labels labels={names.map(({ label }) => label)} />
        {marker && !drag && (
          <>
            <Lines lines={[upright(marker.x, marker.top, marker.bottom)]} className="flag-pole" />
            <Labels labels={[marker.label]} />
          </>
        )}
        {pictures.map(({ id, picture, box }) => (
          <TagPicture key={id} picture={picture} box={box} />
        ))}
      </g>
      {layout.empty && (
        <text
          className="label label-note"
          x={(frame.left + frame.right) / 2}
          y={(frame.top + frame.bottom) / 2}
          textAnchor="middle"
        >
          No steps yet
        </text>
      )}
    </ChartFrame>
  );
});

/** The line, or its extent and its mean where it is dense. */
function RunLine({ line }: { line: SeriesLine }) {
  const { id, path, mean, category, concept, thin, recorded } = line;
  const style = { ...categoryStyle(category, recorded), stroke: inkOf(line) };
  return (
    <g className={thin ? 'run-line thin' : 'run-line'} data-term={concept ?? id}>
      {mean === null ? (
        <path d={path} style={style} />
      ) : (
        <>
          <path d={path} className="extent" stroke={style.stroke} />
          <path d={mean} style={style} />
        </>
      )}
    </g>
  );
}

/** What a line is of. */
function TagPicture({ picture, box }: Omit<SeriesPicture, 'id'>) {
  return (
    <>
      <PictureImage {...{ picture, box }} smooth />
      <rect {...box} className={`tag-frame thumbnail-${picture.verdict ?? 'plain'}`} />
    </>
  );
}

const inkOf = ({ category, concept, recorded }: SeriesLine) =>
  concept ? `var(--${concept})` : categoryStyle(category, recorded).stroke;

/** Most strips in which values are read: each a few pixels wide. */
const MAX_STRIPS = 48;

/** A value with its interval, if it has one. */
function valueText({ values, band }: Series, at: number): string {
  const value = formatNumber(values[at], 3);
  return band ? `${value} (${formatNumber(band[0][at])} to ${formatNumber(band[1][at])})` : value;
}

/** A strip per step, or per few steps, with the values of all lines there. */
function seriesMarks({ series, events = [] }: SeriesData, layout: SeriesLayout): InspectMark[] {
  const { x } = layout;
  const { top, bottom } = layout.frame;
  const longest = series.reduce<Series | null>(
    (most, one) => (one.steps.length > (most?.steps.length ?? 0) ? one : most),
    null,
  );
  if (!longest) return [];
  const every = Math.ceil(longest.steps.length / MAX_STRIPS);
  const steps: number[] = [];
  for (let i = longest.steps.length - 1; i >= 0; i -= every) steps.unshift(longest.steps[i]);
  const xs = steps.map((step) => x(Math.max(step, x.domain[0])));
  const boxes = stripsAt(xs, top, bottom);
  return steps.map((step, s) => {
    const before = steps[s - 1] ?? 0;
    const rows = series.flatMap((one): (readonly [string, string])[] => {
      const at = bisectRight(one.steps, step) - 1;
      return at < 0 ? [] : [[one.label, valueText(one, at)]];
    });
    const told = events
      .filter((event) => event.step > before && event.step <= step)
      .map(({ label, note = '' }): readonly [string, string] => [label, note]);
    return {
      id: `step-${s}`,
      title: `step ${step}`,
      rows: [...rows, ...told],
      box: boxes[s],
      at: { x: xs[s], y: top + (bottom - top) / 3 },
    };
  });
}
