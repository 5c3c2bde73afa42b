/** What a user of the managed server and its supervisor say to each other: one JSON object per line over loopback. */
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { z } from 'zod';

export const ToSupervisor = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('attach'), token: z.string() }),
  /** The user needs the server no more. The supervisor closes the socket, the last one's after Neo4j has stopped. */
  z.strictObject({ type: z.literal('release') }),
  /** The user would like to load files with Neo4j's import tool: may it, and where do they go? */
  z.strictObject({ type: z.literal('bulk-ask') }),
  /** The files are in the folder offered; `args` name them to the tool. */
  z.strictObject({ type: z.literal('bulk-load'), args: z.array(z.string()) }),
]);
export type ToSupervisor = z.infer<typeof ToSupervisor>;

export const ToUser = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('attached'), version: z.string() }),
  /** Neo4j listens on this port. Said again after a restart. */
  z.strictObject({ type: z.literal('listening'), boltPort: z.int() }),
  /** Neo4j ended by itself and is being started again. */
  z.strictObject({ type: z.literal('restarting'), message: z.string() }),
  /** It could not be started. The supervisor ends. */
  z.strictObject({ type: z.literal('failed'), message: z.string() }),
  /** Without a folder: somebody else uses the server. The offer holds until another user attaches. */
  z.strictObject({ type: z.literal('bulk-offer'), folder: z.string().optional() }),
  /** Neo4j listens again, on what was loaded. */
  z.strictObject({ type: z.literal('bulk-loaded') }),
  /** Nothing was loaded; Neo4j goes on as before. */
  z.strictObject({ type: z.literal('bulk-failed'), message: z.string() }),
]);
export type ToUser = z.infer<typeof ToUser>;

/** What the supervisor tells the process that started it, once, before anyone can attach. */
export const FirstWord = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  /** Another supervisor serves this data folder. */
  z.strictObject({ type: z.literal('taken') }),
  z.strictObject({ type: z.literal('failed'), message: z.string() }),
]);
export type FirstWord = z.infer<typeof FirstWord>;

export function sendMessage(socket: Socket, message: ToSupervisor | ToUser): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}

/** Calls back per message; what is no message of the schema ends the connection. */
export function readMessages<T>(socket: Socket, schema: z.ZodType<T>, onMessage: (message: T) => void): void {
  const lines = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on('line', (line) => {
    const parsed = schema.safeParse(parseJson(line));
    if (parsed.success) onMessage(parsed.data);
    else socket.destroy();
  });
  // readline passes errors of its input on, and whoever owns the socket listens for them there.
  lines.on('error', () => socket.destroy());
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
