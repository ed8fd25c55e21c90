import type { Box } from '../shared/labels';
import { pictureUrl, type Picture } from './picture';

interface PictureImageProps {
  readonly picture: Picture;
  readonly box: Box;
  /** Where it is drawn smaller than its pixels, these are no cells. */
  readonly smooth?: boolean;
}

/** An image in a box of a chart; its ground alone until there is one. */
export function PictureImage({ picture, box, smooth = false }: PictureImageProps) {
  const url = pictureUrl(picture);
  return (
    <>
      <rect {...box} className="thumbnail-ground" />
      {url && <image href={url} {...box} {...(!smooth && { className: 'cells' })} />}
    </>
  );
}
