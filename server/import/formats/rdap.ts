import { readJsonDocuments } from '../json-documents.ts';
import { isJsonObject, type JsonObject, parseJsonObject, toJsonText } from '../json-line.ts';
import { toRdapFacts } from '../rdap-facts.ts';
import {
  ACCEPTED,
  type Format,
  type Outcome,
  type ParseOptions,
  RecordError,
  type Sink,
  type Unit,
  type UnitSource,
} from '../record.ts';
import { createTimeParser } from '../times.ts';

const MAX_TEXT = 10_000;

/** The objects a search has found (RFC 9082 §3.2, RFC 9910), else the answer itself. */
function findObjects(answer: JsonObject): unknown[] {
  const results = Object.entries(answer).find(([name]) =>
    /^(?:domain|nameserver|entity|ip|autnum)SearchResults$/.test(name),
  );
  return Array.isArray(results?.[1]) && results[1].length > 0 ? results[1] : [answer];
}

async function* readUnits({ chunks }: UnitSource, { note }: ParseOptions): AsyncGenerator<Unit> {
  const options = { parseTime: createTimeParser({ timezone: 'UTC', note }), note };
  let number = 0;

  function parseObject(object: unknown, sink: Sink): Outcome {
    if (!isJsonObject(object)) throw new RecordError('no JSON object');
    const { facts, organizations, reason } = toRdapFacts(object, options);
    for (const name of organizations) sink.node('Organization', name);
    for (const fact of facts) sink.edge(...fact);
    return facts.length + organizations.length > 0 ? ACCEPTED : reason;
  }

  function toUnit(toText: () => string, parse: (sink: Sink) => Outcome): Unit {
    number += 1;
    return { number, toText, parse };
  }

  for await (const { text, fault } of readJsonDocuments(chunks)) {
    let answer: JsonObject;
    try {
      if (fault !== undefined) throw new RecordError(fault);
      answer = parseJsonObject(text);
    } catch (error) {
      yield toUnit(
        () => text.slice(0, MAX_TEXT),
        () => {
          throw error;
        },
      );
      continue;
    }
    for (const object of findObjects(answer)) {
      yield toUnit(
        () => (object === answer ? text : toJsonText(object, text)).slice(0, MAX_TEXT),
        (sink) => parseObject(object, sink),
      );
    }
  }
}

/** Answers of registries by RDAP (RFC 9083): one, lines of them, or an array. */
export const rdap: Format = {
  id: 'rdap',
  title: 'RDAP answers: domains, networks, AS and organizations',
  dataset: 'rdap',
  reference: { reference_url_info: 'https://www.rfc-editor.org/rfc/rfc9083' },
  assumes: [],
  bringsPrefixes: false,
  detect({ octets }) {
    const text = octets.toString('latin1');
    const isJson = /^(?:\xef\xbb\xbf)?\s*[[{]/.test(text);
    return isJson && /"(?:rdapConformance|objectClassName)"\s*:/.test(text);
  },
  readUnits,
};
