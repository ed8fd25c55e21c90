/** What the page is about. */
export function Intro() {
  return (
    <p className="intro-text">
      Which σ, which ε? Every cell of the map is one pair of both: how far the direct loss estimate
      of the gradient is off there, and whether σ would step the right way. Pins keep places to
      compare; a second map shows what another law, size or number of samples does.
    </p>
  );
}
