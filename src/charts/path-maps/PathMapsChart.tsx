import { memo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import type { InspectMark } from '../shared/inspect';
import { Labels } from '../shared/Marks';
import type { ChartSize } from '../shared/size';
import { PictureImage } from '../thumbnails/PictureImage';
import { describePathMaps } from './describe';
import { pathMapsLayout, type PathMapsData, type PathMapsLayout } from './layout';

/** Pictures of land with the path that is taken over the right one. */
export const PathMapsChart = memo(function PathMapsChart(props: PathMapsData & ChartSize) {
  const layout = pathMapsLayout(props, props);
  const { maps, chosen } = props;
  return (
    <ChartFrame
      name="path-maps"
      size={props}
      label="Maps with their paths"
      description={describePathMaps(props)}
      marks={mapMarks(props, layout)}
    >
      {layout.maps.map(({ square: { box, cell }, path, target, cells }, m) => (
        <g key={maps[m].id}>
          <PictureImage picture={maps[m].picture} box={box} smooth />
          <path d={target} className="map-wanted" strokeWidth={0.5 * cell} data-term="truth" />
          <path d={cells} className="map-cells" data-term="prediction" />
          <path d={path} className="path-halo" strokeWidth={0.3 * cell + 2} />
          <path d={path} className="path-best" strokeWidth={0.3 * cell} data-term="prediction" />
          <rect {...box} className={m === chosen ? 'thumbnail-lit' : 'cells-frame'} />
        </g>
      ))}
      <Labels labels={layout.labels} />
    </ChartFrame>
  );
});

const mapMarks = ({ maps }: PathMapsData, layout: PathMapsLayout): InspectMark[] =>
  layout.maps.map(({ square: { box } }, m) => ({
    ...{ id: maps[m].id, title: maps[m].title, rows: maps[m].rows, box },
    at: { x: box.x + box.width / 2, y: box.y + box.height / 2 },
  }));
