/** Hands a file to the browser's downloads. */
export function saveFile(blob: Blob, filename: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = filename;
  link.click();
  // The download reads the blob after the click; a minute is enough for it to begin.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
