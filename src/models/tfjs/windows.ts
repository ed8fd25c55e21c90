/** How windows lie on images [batch, height, width, channels], as tfjs computes it. */
export interface Windows {
  readonly batchSize: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly inChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly padInfo: { readonly top: number; readonly left: number };
}

/**
 * Visits the rows of all windows, as far as they lie inside of their image. One row of one window
 * is a stretch of `length` numbers both in the image (from `image`) and in the matrix of patches
 * [images*outHeight*outWidth, filterHeight*filterWidth*channels] (from `patch`).
 */
function eachStretch(
  w: Windows,
  first: number,
  images: number,
  visit: (image: number, patch: number, length: number) => void,
): void {
  const { inHeight, inWidth, inChannels, filterHeight, filterWidth, padInfo } = w;
  let patch = 0;
  for (let b = first; b < first + images; b++) {
    for (let oh = 0; oh < w.outHeight; oh++) {
      const top = oh * w.strideHeight - padInfo.top;
      for (let ow = 0; ow < w.outWidth; ow++) {
        const left = ow * w.strideWidth - padInfo.left;
        const from = Math.max(0, -left);
        const length = (Math.min(filterWidth, inWidth - left) - from) * inChannels;
        for (let kh = 0; kh < filterHeight; kh++, patch += filterWidth * inChannels) {
          const row = top + kh;
          if (row < 0 || row >= inHeight || length <= 0) continue;
          const image = ((b * inHeight + row) * inWidth + left + from) * inChannels;
          visit(image, patch + from * inChannels, length);
        }
      }
    }
  }
}

/** Writes the matrix of patches of some images: zero where a window leaves its image. */
export function imagesToPatches(
  windows: Windows,
  first: number,
  images: number,
  x: Float32Array,
  patches: Float32Array,
): void {
  patches.fill(0);
  eachStretch(windows, first, images, (image, patch, length) => {
    for (let i = 0; i < length; i++) patches[patch + i] = x[image + i];
  });
}

/** The transpose of `imagesToPatches`: adds each patch to its place in the images. */
export function addPatches(
  windows: Windows,
  first: number,
  images: number,
  patches: Float32Array,
  x: Float32Array,
): void {
  eachStretch(windows, first, images, (image, patch, length) => {
    for (let i = 0; i < length; i++) x[image + i] += patches[patch + i];
  });
}

/** Adds dy to the largest number of each window of x; among equal ones to the first. */
export function maxPoolGradient(
  w: Windows,
  x: Float32Array,
  dy: Float32Array,
  dx: Float32Array,
): void {
  const { inHeight, inWidth, inChannels, filterHeight, filterWidth, padInfo } = w;
  let out = 0;
  for (let b = 0; b < w.batchSize; b++) {
    for (let oh = 0; oh < w.outHeight; oh++) {
      const top = oh * w.strideHeight - padInfo.top;
      const [firstRow, endRow] = [Math.max(0, top), Math.min(inHeight, top + filterHeight)];
      for (let ow = 0; ow < w.outWidth; ow++) {
        const left = ow * w.strideWidth - padInfo.left;
        const [firstColumn, endColumn] = [Math.max(0, left), Math.min(inWidth, left + filterWidth)];
        for (let c = 0; c < inChannels; c++, out++) {
          let at = -1;
          for (let row = firstRow; row < endRow; row++) {
            for (let column = firstColumn; column < endColumn; column++) {
              const here = ((b * inHeight + row) * inWidth + column) * inChannels + c;
              if (at < 0 || x[here] > x[at]) at = here;
            }
          }
          if (at >= 0) dx[at] += dy[out];
        }
      }
    }
  }
}
