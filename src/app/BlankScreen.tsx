/** A dark screen over everything, until it is pressed. */
export function BlankScreen({ onEnd }: { onEnd(): void }) {
  return (
    <button
      type="button"
      className="blank"
      aria-label="The screen is blank; press to go on"
      onClick={onEnd}
    />
  );
}
