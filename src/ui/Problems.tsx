/** Problems that are told one by one. */
const MOST = 4;

/** What is wrong with files that were brought, a sentence each. */
export function Problems({ problems }: { readonly problems: readonly string[] }) {
  if (problems.length === 0) return null;
  return (
    <div className="field-fault" role="alert">
      {problems.slice(0, MOST).map((problem) => (
        <p key={problem}>{problem}</p>
      ))}
      {problems.length > MOST && <p>And {problems.length - MOST} more.</p>}
    </div>
  );
}
