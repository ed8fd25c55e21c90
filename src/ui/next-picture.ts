/** A page that is hidden while it waits for a picture gets none. */
const NO_PICTURE_MS = 200;

/** Calls back for the next picture, with its time; a hidden page draws none and is not waited for. */
export function nextPicture(draw: (now: number) => void): void {
  const late = setTimeout(() => {
    cancelAnimationFrame(frame);
    draw(performance.now());
  }, NO_PICTURE_MS);
  const frame = requestAnimationFrame((now) => {
    clearTimeout(late);
    draw(now);
  });
}
