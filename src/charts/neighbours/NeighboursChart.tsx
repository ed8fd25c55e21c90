import { memo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import type { InspectMark } from '../shared/inspect';
import { Labels } from '../shared/Marks';
import type { ChartSize } from '../shared/size';
import { ThumbnailMarks } from '../thumbnails/Thumbnail';
import type { ThumbnailItem } from '../thumbnails/layout';
import { describeNeighbours } from './describe';
import { neighboursLayout, type NeighboursData, type PlacedItem } from './layout';

/** A query with rows of candidates: what is predicted, and what predictions differ in. */
export const NeighboursChart = memo(function NeighboursChart(props: NeighboursData & ChartSize) {
  const layout = neighboursLayout(props, props);
  return (
    <ChartFrame
      name="neighbours"
      size={props}
      label="The query and its predicted neighbours"
      description={describeNeighbours(props)}
      marks={layout.images.map((image) => markOf(image, itemOf(props, image)))}
    >
      <Labels labels={layout.labels} />
      {layout.images.map((image) => (
        <ThumbnailMarks key={idOf(image)} item={itemOf(props, image)} placed={image.placed} />
      ))}
    </ChartFrame>
  );
});

const idOf = ({ row, index }: PlacedItem) => `${row} ${index}`;

const itemOf = ({ query, rows }: NeighboursData, { row, index }: PlacedItem): ThumbnailItem =>
  row < 0 ? query! : rows[row].items[index];

function markOf(image: PlacedItem, item: ThumbnailItem): InspectMark {
  const { name, label, verdict, rows = [] } = item;
  const { frame } = image.placed;
  return {
    id: idOf(image),
    title: name,
    rows: [['class', label], ...(verdict ? ([['verdict', verdict]] as const) : []), ...rows],
    box: frame,
    at: { x: frame.x + frame.width / 2, y: frame.y },
  };
}
