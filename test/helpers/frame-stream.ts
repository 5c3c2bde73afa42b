/** Writes dnstap as servers do: DNS messages by dns-packet, dnstap.proto by protobufjs' own encoder, frames by hand. */
import { encode, type Packet } from 'dns-packet';
import protobuf from 'protobufjs';

const CONTENT_TYPE = 'protobuf:dnstap.Dnstap';

export const CONTROL = { ACCEPT: 1, START: 2, STOP: 3, READY: 4, FINISH: 5 } as const;

const Dnstap = protobuf.Root.fromJSON({
  nested: {
    Dnstap: {
      fields: {
        identity: { type: 'bytes', id: 1 },
        type: { type: 'int32', id: 15 },
        message: { type: 'Message', id: 14 },
      },
    },
    Message: {
      fields: {
        type: { type: 'int32', id: 1 },
        socketFamily: { type: 'int32', id: 2 },
        socketProtocol: { type: 'int32', id: 3 },
        queryAddress: { type: 'bytes', id: 4 },
        responseAddress: { type: 'bytes', id: 5 },
        queryPort: { type: 'uint32', id: 6 },
        responsePort: { type: 'uint32', id: 7 },
        queryTimeSec: { type: 'uint64', id: 8 },
        queryTimeNsec: { type: 'fixed32', id: 9 },
        queryMessage: { type: 'bytes', id: 10 },
        queryZone: { type: 'bytes', id: 11 },
        responseTimeSec: { type: 'uint64', id: 12 },
        responseTimeNsec: { type: 'fixed32', id: 13 },
        responseMessage: { type: 'bytes', id: 14 },
      },
    },
  },
}).lookupType('Dnstap');

export type Message = {
  type: number;
  queryAddress?: readonly number[];
  queryPort?: number;
  /** Seconds since 1970 UTC. */
  queryTime?: number;
  responseTime?: number;
  query?: Uint8Array;
  response?: Uint8Array;
};

function toTime(name: 'queryTime' | 'responseTime', seconds: number | undefined): Record<string, number> {
  if (seconds === undefined) return {};
  return { [`${name}Sec`]: Math.floor(seconds), [`${name}Nsec`]: Math.round((seconds % 1) * 1e9) };
}

/** The content of a data frame. */
export function toDnstap(message: Message): Buffer {
  const { type, queryAddress, queryPort, queryTime, responseTime, query, response } = message;
  const fields = {
    type,
    socketFamily: queryAddress?.length === 16 ? 2 : 1,
    socketProtocol: 1,
    ...(queryAddress && { queryAddress: Uint8Array.from(queryAddress) }),
    responsePort: 53,
    ...(queryPort !== undefined && { queryPort }),
    ...toTime('queryTime', queryTime),
    ...toTime('responseTime', responseTime),
    ...(query && { queryMessage: query }),
    ...(response && { responseMessage: response }),
  };
  return Buffer.from(Dnstap.encode({ identity: Buffer.from('ns1.alpha.example'), type: 1, message: fields }).finish());
}

export function toDns(packet: Packet): Buffer {
  return encode(packet);
}

/** Lengths and numbers as 32 bits, big-endian. */
export function toWord(number: number): Buffer {
  const word = Buffer.alloc(4);
  word.writeUInt32BE(number);
  return word;
}

export function toDataFrame(content: Uint8Array): Buffer {
  return Buffer.concat([toWord(content.length), content]);
}

export function toControlFrame(type: number, ...contentTypes: string[]): Buffer {
  const fields = contentTypes.map((name) => Buffer.concat([toWord(1), toWord(name.length), Buffer.from(name)]));
  const content = Buffer.concat([toWord(type), ...fields]);
  return Buffer.concat([toWord(0), toWord(content.length), content]);
}

/** START, the data frames, STOP. */
export function toFrameStream(contents: readonly Uint8Array[]): Buffer {
  return Buffer.concat([
    toControlFrame(CONTROL.START, CONTENT_TYPE),
    ...contents.map(toDataFrame),
    toControlFrame(CONTROL.STOP),
  ]);
}
