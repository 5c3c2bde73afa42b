/** A strict reader for the XML our pictures are made of: throws where a browser would refuse the file. */
export type XmlElement = { name: string; attributes: Record<string, string>; children: XmlElement[]; text: string };

const TOKEN = /<\?xml[^?]*\?>|<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;

export function parseXml(source: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (!match) throw new Error(`no XML at ${at}: ${source.slice(at, at + 60)}`);
    const [, closing, name, attributes = '', selfClosing, text] = match;
    const parent = open.at(-1) ?? root;
    if (text !== undefined) parent.text += undoEscapes(text);
    else if (closing) {
      if (parent.name !== name) throw new Error(`</${name}> closes <${parent.name}>`);
      open.pop();
    } else if (name !== undefined) {
      const element: XmlElement = { name, attributes: parseAttributes(attributes), children: [], text: '' };
      parent.children.push(element);
      if (!selfClosing) open.push(element);
    }
  }
  const [only, ...rest] = root.children;
  if (open.length !== 1 || !only || rest.length > 0) throw new Error('not one whole element');
  return only;
}

function parseAttributes(source: string): Record<string, string> {
  const pairs = [...source.matchAll(/([\w:-]+)="([^"]*)"/g)].map(
    ([, key = '', value = '']) => [key, undoEscapes(value)] as const,
  );
  if (new Set(pairs.map(([key]) => key)).size < pairs.length) throw new Error(`an attribute twice: ${source}`);
  return Object.fromEntries(pairs);
}

function undoEscapes(text: string): string {
  const allowed: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if ((code < 32 && !'\t\n\r'.includes(character)) || (code >= 0xd800 && code <= 0xdfff)) {
      throw new Error(`U+${code.toString(16)} is not allowed in XML`);
    }
  }
  return text.replace(/&([^;]*);?/g, (whole, name: string) => {
    const character = whole.endsWith(';') ? allowed[name] : undefined;
    if (character === undefined) throw new Error(`a bare ampersand: ${whole}`);
    return character;
  });
}

export function findAll(element: XmlElement, name: string): XmlElement[] {
  return [...(element.name === name ? [element] : []), ...element.children.flatMap((child) => findAll(child, name))];
}
