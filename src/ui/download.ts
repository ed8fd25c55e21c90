/** Hands a text, or bytes, to the reader as a file called `name` of the media type `type`. */
export function download(
  name: string,
  content: string | Uint8Array,
  type = 'application/json',
): void {
  const url = URL.createObjectURL(new Blob([content as BlobPart], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // the browser has taken the file by then
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
