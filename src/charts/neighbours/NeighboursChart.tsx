import { memo, useId, useMemo, useState } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatNumber, formatPercent } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { squareAround } from '../shared/labels';
import { cross, Hatch, Labels, Lines } from '../shared/Marks';
import type { ChartSize, TypeScale } from '../shared/size';
import { useMorph, type Ease } from '../shared/useMorph';
import { ThumbnailMarks } from '../thumbnails/Thumbnail';
import { thumbnailMark } from '../thumbnails/inspect';
import { pictureUrl } from '../thumbnails/picture';
import { PictureImage } from '../thumbnails/PictureImage';
import type { ThumbnailItem } from '../thumbnails/layout';
import { describeNeighbours } from './describe';
import { RingHandle, type RingDrag } from './RingHandle';
import {
  arcTo,
  neighboursLayout,
  straightTo,
  type NeighboursData,
  type NeighboursLayout,
  type PlacedMark,
  type Ring,
} from './layout';
import type { StripImage } from './strip';

export interface NeighboursChartProps extends NeighboursData, ChartSize {
  /** The outer edge of the noise, and the reach of the loss, as the reader drags them. */
  readonly sigma?: RingDrag | undefined;
  readonly epsilon?: RingDrag | undefined;
  /** Lets candidates, their links and the rings move to their new places. */
  readonly ease?: Ease | null;
}

/** A query in the middle of its candidates: whom it has for neighbours under noise, and how often. */
export const NeighboursChart = memo(function NeighboursChart(props: NeighboursChartProps) {
  const { final, changing } = useMemo(() => {
    const all = neighboursLayout(props, props);
    const { marks, rings, reach, band, pull } = all;
    return { final: all, changing: { marks, rings, reach, band, pull } };
  }, [props]);
  const { marks: shownMarks, moving } = useMorph(changing, props, props.ease);
  const layout = { ...final, ...shownMarks };
  const [lit, setLit] = useState<string | null>(null);
  const { marks, strip, centre, half } = layout;
  const shown = marks.find(({ mark }) => mark.id === lit);
  const hasMap = !props.imagesOnly;
  return (
    <ChartFrame
      name="neighbours"
      size={props}
      label="The query, its candidates, and who is among the nearest"
      description={describeNeighbours(props)}
      marks={[
        ...(hasMap ? final.marks.map((placed) => markOf(placed, final)) : []),
        ...(strip?.images.map((image) =>
          thumbnailMark(idOf(image), itemOf(props, image), image.placed),
        ) ?? []),
      ]}
      moving={moving}
      onActive={setLit}
      handles={hasMap && <Handles {...props} layout={final} />}
    >
      {hasMap && (
        <>
          <Rings layout={layout} />
          <Links layout={layout} />
          {marks.map((placed) => (
            <Candidate
              key={placed.mark.id}
              {...{ placed, moved: props.moved, type: layout.type }}
            />
          ))}
          <Labels labels={layout.labels} />
          {props.query && <Centre query={props.query} x={centre.x} y={centre.y} half={half} />}
        </>
      )}
      {strip && <Labels labels={strip.labels} />}
      {strip?.images.map((image) => (
        <ThumbnailMarks key={idOf(image)} item={itemOf(props, image)} placed={image.placed} />
      ))}
      {shown && <Lit placed={shown} size={props} />}
    </ChartFrame>
  );
});

const idOf = ({ group, index }: StripImage) => `strip ${group} ${index}`;
const itemOf = ({ strip }: NeighboursData, { group, index }: StripImage) =>
  strip[group].items[index];

/** Rings of distance, the k-th nearest, the noise around it, how far the loss reaches. */
function Rings({ layout: { centre, rings, reach, band, pull } }: { layout: NeighboursLayout }) {
  const hatch = useId();
  const at = { cx: centre.x, cy: centre.y };
  return (
    <>
      <Hatch id={hatch} />
      {band && (
        <path
          d={band.map((ring) => ellipse(centre, ring)).join('')}
          className="noise-band"
          fillRule="evenodd"
          fill={`url(#${hatch})`}
          data-term="noise"
        />
      )}
      {rings.map(({ id, rx, ry }) => (
        <ellipse key={id} {...at} {...{ rx, ry }} className="distance-ring" data-term="signal" />
      ))}
      {reach && <ellipse {...at} {...reach} className="reach-ring" data-term="prediction" />}
      {pull && <ellipse {...at} {...pull} className="pull-ring" data-term="loss epsilon" />}
    </>
  );
}

const ellipse = ({ x, y }: { x: number; y: number }, { rx, ry }: Ring) =>
  `M${x - rx},${y}a${rx},${ry} 0 1 0 ${2 * rx},0a${rx},${ry} 0 1 0 ${-2 * rx},0Z`;

/** As wide as the share of the draws: straight by themselves, in an arc under the loss. */
function Links({ layout: { centre, marks } }: { layout: NeighboursLayout }) {
  return (
    <>
      {marks.map((placed) => {
        const { mark, link, pulled } = placed;
        return (
          <g key={mark.id}>
            {link > 0 && (
              <line
                {...straightTo(centre, placed)}
                className="neighbour-link"
                strokeWidth={link}
                data-term="prediction"
              />
            )}
            {pulled > 0 && (
              <path
                d={arcTo(centre, placed)}
                className="pulled-link"
                strokeWidth={pulled}
                data-term="loss epsilon"
              />
            )}
          </g>
        );
      })}
    </>
  );
}

interface CandidateProps {
  readonly placed: PlacedMark;
  readonly moved: NeighboursData['moved'];
  readonly type: TypeScale;
}

/** The class of a candidate; the chosen ones in a ring where they are right, with a cross where not. */
function Candidate({ placed, moved, type }: CandidateProps) {
  const { x, y, mark, named, verdict, from, link } = placed;
  const r = named ? type.text * 0.78 : 5;
  return (
    <g data-term="signal prediction">
      {from && (
        <Lines
          lines={[{ x1: from.x, y1: from.y, x2: x, y2: y }]}
          className={`moved moved-${moved}`}
        />
      )}
      {verdict && <circle cx={x} cy={y} r={r} className={`candidate candidate-${verdict}`} />}
      {named ? (
        <Labels
          labels={[
            {
              ...{ x, y, text: mark.label, anchor: 'middle', size: type.text },
              kind: link > 0 || verdict ? 'candidate' : 'tick',
            },
          ]}
        />
      ) : (
        !verdict && <circle cx={x} cy={y} r={2} className="candidate-dot" />
      )}
      {verdict === 'wrong' && (
        <path d={cross({ x: x + r * 0.75, y: y - r * 0.75 }, r * 0.38)} className="point-cross" />
      )}
    </g>
  );
}

/** The image of the query. */
function Centre({
  query,
  x,
  y,
  half,
}: {
  query: ThumbnailItem;
  x: number;
  y: number;
  half: number;
}) {
  const box = squareAround({ x, y }, half);
  return (
    <g data-term="signal">
      <PictureImage picture={query} box={box} />
      <rect {...box} className="query-frame" />
    </g>
  );
}

/** The image of the candidate that is pointed at. */
function Lit({ placed: { x, y, mark }, size }: { placed: PlacedMark; size: ChartSize }) {
  const url = pictureUrl(mark.item);
  const scale = size.presentation ? 4 : 2;
  const [width, height] = [mark.item.width * scale, mark.item.height * scale];
  const left = x - width - 14 < 0 ? x + 14 : x - width - 14;
  const box = { x: left, y: Math.max(0, y - height / 2), width, height };
  return (
    <g data-export="no">
      {url && <image href={url} {...box} className="cells" />}
      <rect {...box} className={`thumbnail-frame thumbnail-${mark.item.verdict ?? 'plain'}`} />
    </g>
  );
}

function Handles({
  sigma,
  epsilon,
  layout,
  band,
  pull,
}: NeighboursChartProps & { layout: NeighboursLayout }) {
  return (
    <>
      {sigma && band && (
        <RingHandle {...sigma} layout={layout} distance={band.ends[1]} side={1} term="sigma" />
      )}
      {epsilon && pull && (
        <RingHandle {...epsilon} layout={layout} distance={pull.at} side={-1} term="epsilon" />
      )}
    </>
  );
}

function markOf({ x, y, mark }: PlacedMark, { type }: NeighboursLayout): InspectMark {
  const { id, item, share, pulled, at } = mark;
  return {
    id,
    title: item.name,
    rows: [
      ['class', item.label],
      ...(item.verdict ? ([['verdict', item.verdict]] as const) : []),
      ['seen at distance', formatNumber(at)],
      ['among the nearest', formatPercent(share)],
      ...(pulled === null ? [] : ([['with the loss', formatPercent(pulled)]] as const)),
      ...(item.rows ?? []),
    ],
    box: squareAround({ x, y }, type.text * 0.8),
    at: { x, y },
  };
}
