/** A small picture: RGBA, row by row, not premultiplied. Its middle is where it is put. */
export interface Stamp {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8ClampedArray;
  /** The same memory, a pixel per entry. */
  readonly pixels: Uint32Array;
}

export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8ClampedArray<ArrayBuffer>;
  clear(): void;
  /** Lays a stamp over what is there, its middle at a point in pixels; what hangs over is cut. */
  put(stamp: Stamp, x: number, y: number): void;
}

export function createStamp(width: number, height: number, bytes: Uint8ClampedArray): Stamp {
  const pixels = new Uint32Array(bytes.buffer, bytes.byteOffset, width * height);
  return { width, height, bytes, pixels };
}

/** The stamp without as much of its margin as is empty on all four sides. */
export function trimmed({ width, height, pixels, bytes }: Stamp): Stamp {
  let margin = Math.floor((Math.min(width, height) - 1) / 2);
  for (let at = 0; at < pixels.length; at++) {
    if (bytes[4 * at + 3] === 0) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    margin = Math.min(margin, x, y, width - 1 - x, height - 1 - y);
  }
  const [w, h] = [width - 2 * margin, height - 2 * margin];
  const inner = new Uint8ClampedArray(w * h * 4);
  for (let row = 0; row < h; row++) {
    const from = 4 * ((row + margin) * width + margin);
    inner.set(bytes.subarray(from, from + 4 * w), 4 * row * w);
  }
  return createStamp(w, h, inner);
}

/**
 * Pixels to put thousands of small marks on. A canvas is asked to draw each shape once; copying it
 * here costs a fifth of asking the canvas every time.
 */
export function createRaster(width: number, height: number): Raster {
  const bytes = new Uint8ClampedArray(width * height * 4);
  const pixels = new Uint32Array(bytes.buffer);

  /** Source over destination, where both are partly transparent or the source is. */
  function blend(to: number, source: Uint8ClampedArray, from: number): void {
    const alpha = source[from + 3];
    const under = (bytes[to + 3] * (255 - alpha)) / 255;
    const all = alpha + under;
    for (let c = 0; c < 3; c++) {
      bytes[to + c] = (source[from + c] * alpha + bytes[to + c] * under) / all;
    }
    bytes[to + 3] = all;
  }

  return {
    width,
    height,
    bytes,
    clear: () => void pixels.fill(0),
    put(stamp, x, y) {
      const left = Math.round(x - stamp.width / 2);
      const top = Math.round(y - stamp.height / 2);
      const [first, last] = [Math.max(0, -left), Math.min(stamp.width, width - left)];
      const lastRow = Math.min(stamp.height, height - top);
      for (let row = Math.max(0, -top); row < lastRow; row++) {
        let from = row * stamp.width + first;
        let to = (top + row) * width + left + first;
        for (let column = first; column < last; column++, from++, to++) {
          const pixel = stamp.pixels[from];
          if (pixel === 0) continue;
          if (pixels[to] === 0 || stamp.bytes[4 * from + 3] === 255) pixels[to] = pixel;
          else blend(4 * to, stamp.bytes, 4 * from);
        }
      }
    },
  };
}
