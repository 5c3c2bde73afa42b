import fontUrl from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';

let loading: Promise<string | undefined> | undefined;

/** Inter as a data: URL; undefined where it cannot be fetched: pictures then fall back to the fonts of the machine. */
export function loadEmbeddedFont(): Promise<string | undefined> {
  loading ??= fetchFont().catch(() => undefined);
  return loading;
}

async function fetchFont(): Promise<string> {
  const response = await fetch(fontUrl);
  if (!response.ok) throw new Error(`the font answered ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `data:font/woff2;base64,${btoa(binary)}`;
}
