/** Frame Streams, the container of binary dnstap (fstrm: big-endian lengths, a length of 0 before a control frame). */
import { ImportError, TruncatedError } from './record.ts';

/** The limits of the fstrm library: FSTRM_CONTROL_FRAME_LENGTH_MAX, and 1 MB of data, eight times the longest DNS message. */
const MAX_CONTROL_OCTETS = 512;
const MAX_DATA_OCTETS = 1024 * 1024;

const START = 2;
/** ACCEPT, START, STOP, READY, FINISH. READY, ACCEPT and FINISH are the handshake of a stream over a socket. */
const CONTROL_TYPES: ReadonlySet<number> = new Set([1, START, 3, 4, 5]);
const CONTENT_TYPE_FIELD = 1;

type Control = { type: number; contentTypes: string[] };

/** Undefined where the octets are no control frame (its length and the 0 before it already taken off). */
function findControl(octets: Buffer): Control | undefined {
  if (octets.length < 4 || octets.length > MAX_CONTROL_OCTETS) return undefined;
  const control: Control = { type: octets.readUInt32BE(0), contentTypes: [] };
  if (!CONTROL_TYPES.has(control.type)) return undefined;
  for (let at = 4; at < octets.length; ) {
    if (at + 8 > octets.length || octets.readUInt32BE(at) !== CONTENT_TYPE_FIELD) return undefined;
    const end = at + 8 + octets.readUInt32BE(at + 4);
    if (end > octets.length) return undefined;
    control.contentTypes.push(octets.toString('latin1', at + 8, end));
    at = end;
  }
  return control;
}

/** True where the file begins with a control frame that names this content type, or none. */
export function isFrameStream(head: Buffer, contentType: string): boolean {
  if (head.length < 12 || head.readUInt32BE(0) !== 0) return false;
  const length = head.readUInt32BE(4);
  const control = 8 + length <= head.length ? findControl(head.subarray(8, 8 + length)) : undefined;
  if (!control) return false;
  return control.contentTypes.length === 0 || control.contentTypes.includes(contentType);
}

type Octets = {
  /** The next octets; undefined where the stream ends before the first of them, TruncatedError where it ends inside. */
  take(length: number): Promise<Buffer | undefined>;
};

function createOctets(chunks: AsyncIterable<Buffer>): Octets {
  const iterator = chunks[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  return {
    async take(length) {
      const pieces = [held];
      let size = held.length;
      while (size < length) {
        const next = await iterator.next();
        if (next.done) {
          if (size === 0) return undefined;
          throw new TruncatedError('the frame stream ends inside a frame');
        }
        pieces.push(next.value);
        size += next.value.length;
      }
      const all = pieces.length === 1 ? held : Buffer.concat(pieces);
      held = all.subarray(length);
      return all.subarray(0, length);
    },
  };
}

const NO_STREAM = 'The file is no frame stream: it does not begin with a control frame.';

/**
 * The data frames of one or several streams in a row. Throws ImportError for a file that is none or holds another content
 * type, TruncatedError behind the last frame that can be read. A stream without its last control frame is one still written.
 */
export async function* readFrames(chunks: AsyncIterable<Buffer>, contentType: string): AsyncGenerator<Buffer> {
  const octets = createOctets(chunks);
  let started = false;

  async function takeInside(length: number): Promise<Buffer> {
    const taken = await octets.take(length);
    if (!taken && length > 0) throw new TruncatedError('the frame stream ends inside a frame');
    return taken ?? Buffer.alloc(0);
  }

  function check(control: Control | undefined): void {
    if (!control) {
      if (!started) throw new ImportError(NO_STREAM);
      throw new TruncatedError('a control frame cannot be read, so the rest of the frame stream neither');
    }
    const [named] = control.contentTypes;
    if (control.type === START && named !== undefined && named !== contentType) {
      throw new ImportError(`The frame stream holds "${named.slice(0, 80)}"; only ${contentType} is read.`);
    }
    started = true;
  }

  for (;;) {
    const prefix = await octets.take(4);
    if (!prefix) return;
    const length = prefix.readUInt32BE(0);
    if (length === 0) {
      const controlLength = (await takeInside(4)).readUInt32BE(0);
      check(controlLength > MAX_CONTROL_OCTETS ? undefined : findControl(await takeInside(controlLength)));
    } else if (!started) {
      throw new ImportError(NO_STREAM);
    } else if (length > MAX_DATA_OCTETS) {
      throw new TruncatedError(
        `a frame of ${length} octets, more than 1 MB: the rest of the frame stream cannot be read`,
      );
    } else yield await takeInside(length);
  }
}
