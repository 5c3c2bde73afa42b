/** Lines as text: octets that are no UTF-8 are kept in a form the format chooses. */

const strict = new TextDecoder('utf-8', { fatal: true });

/** Length of the well-formed UTF-8 sequence at this offset, 0 where there is none. */
function measureSequence(octets: Buffer, at: number): number {
  const first = octets[at] ?? 0;
  const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (length < 2) return length;
  try {
    strict.decode(octets.subarray(at, at + length));
    return at + length <= octets.length ? length : 0;
  } catch {
    return 0;
  }
}

/** Undoes the one-octet-one-character reading of a line that holds octets beyond ASCII. */
export function decodeLine(latin1: string, toText: (badByte: number) => string): string {
  const octets = Buffer.from(latin1, 'latin1');
  try {
    return strict.decode(octets);
  } catch {
    let text = '';
    for (let at = 0; at < octets.length; ) {
      const length = measureSequence(octets, at);
      text += length === 0 ? toText(octets[at] ?? 0) : octets.toString('utf8', at, at + length);
      at += length || 1;
    }
    return text;
  }
}
