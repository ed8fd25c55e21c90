/** The stages of a slow step in their order, and which of them is shown. */
export function Stages({ stages, stage }: { stages: readonly string[]; stage: number }) {
  return (
    <ol className="stages" aria-label="Stages of the step">
      {stages.map((name, i) => (
        <li key={name} aria-current={i === stage ? 'step' : undefined} data-past={i < stage}>
          <span>{name}</span>
        </li>
      ))}
    </ol>
  );
}
