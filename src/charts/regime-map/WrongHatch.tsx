/** Diagonal strokes over what is wrong, with a halo: they lie on any colour. `id` must be unique on the page. */
export function WrongHatch({ id }: { readonly id: string }) {
  return (
    <defs>
      <pattern
        id={id}
        width={8}
        height={8}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <line className="wrong-halo" x1={2} y1={0} x2={2} y2={8} />
        <line className="wrong-stroke" x1={2} y1={0} x2={2} y2={8} />
      </pattern>
    </defs>
  );
}
