interface FileButtonProps {
  label: string;
  /** File types, as the attribute `accept` has them. */
  accept?: string;
  multiple?: boolean;
  onFiles(files: File[]): void;
}

/** A button that opens files. */
export function FileButton({ label, accept, multiple, onFiles }: FileButtonProps) {
  return (
    <label className="button file-button">
      {label}
      <input
        type="file"
        className="visually-hidden"
        accept={accept}
        multiple={multiple}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          if (files.length > 0) onFiles(files);
          target.value = '';
        }}
      />
    </label>
  );
}
