import type { AtlasEntry } from '../../core/atlas/entry';

/** What a method does and where it comes from, for below its menu. */
export function MethodNote({ entry }: { readonly entry: AtlasEntry | null }) {
  if (!entry) return null;
  const { cite, at, url } = entry.source;
  return (
    <p className="preset-story">
      {entry.help}{' '}
      <a href={url} target="_blank" rel="noreferrer">
        {cite}
        {at && `, ${at}`}
      </a>
    </p>
  );
}
