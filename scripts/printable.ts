/** Text of the user's files, as a terminal may show it: it could move the cursor, clear the screen or read backwards. */

/** C0, DEL and C1; what turns the direction of text round (UAX #9, 2); other ends of lines. */
const CONTROL = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/** The text with each control as `\u001b`: one line, whatever was in it. */
export function toPrintable(text: string): string {
  return text.replace(CONTROL, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The same of lines whose ends are ours. */
export function toPrintableLines(text: string): string {
  return text.split('\n').map(toPrintable).join('\n');
}

/** JSON that says the same as any other: it may escape what it likes. */
export function toPrintableJson(value: unknown): string {
  return `${toPrintableLines(JSON.stringify(value, null, 2))}\n`;
}
