import { createCodedQueries, type Reply } from '../coded-queries.ts';
import { type Format, leaveOut, NO_ROW, type ParseOptions, type Parser, RecordError } from '../record.ts';
import { createSyslogReader, createTimeGuard } from '../syslog-lines.ts';
import { withRepeats } from '../syslog-repeats.ts';
import type { Stamp } from '../syslog-time.ts';

/** `category: `, `module: ` and `severity: ` in front of the message (`debug 3: ` has a level). */
const LABELS = /(?:[a-z][\w/-]*(?: \d+)?: )*/y;
/**
 * `client @0x7f… 192.0.2.1#53/key signer (name): view name: `, as lib/ns/client.c ns_client_logv writes it. Versions before
 * 9.11 have no `@0x…`, versions before 9.9 no name. Names hold no blank: BIND writes one as `\032`.
 */
const CLIENT =
  /client (?:@0x[\da-f]+ )?([\da-fA-F:.]+(?:%[^\s#]+)?)#(\d{1,5})(?:\/key \S+)?(?: \((\S+)\))?(?:: view \S+)?: /y;
/** Any line about a client: a file may hold nothing but denials. */
const DETECT = /(?:^|[ :])client (?:@0x[\da-f]+ )?[\da-fA-F:.]+(?:%[^\s#]+)?#\d{1,5}(?:[:/]| \()/;

const NO_TIME =
  'BIND wrote this log without times (print-time no), so its lookups have none; set "print-time iso8601-utc;" in the logging ' +
  'channel of named.conf and import what is logged from then on.';

const OTHER_CATEGORY = leaveOut('line of another category');
const OTHER_CLIENT_LINE = leaveOut('line about a client that is no query');
const ZONE_TRANSFER = leaveOut('zone transfer');

/** A line that says how a query ended. */
type End = Reply & { name: string; qtype: string };

const RESPONSE = {
  joined: leaveOut('response, counted with its query'),
  stray: leaveOut('response to a query counted already or not in the log'),
};
const DENIAL = {
  joined: leaveOut('denial, counted with its query'),
  stray: leaveOut('denial of a query counted already or not in the log'),
};

/** `www.alpha.example IN A` and what follows, as far as it is needed. */
function splitFields(message: string, needed: number): string[] {
  const fields = message.split(' ', needed);
  if (fields.length < needed || fields.includes('')) {
    throw new RecordError('a line cut short: name, class and type were expected');
  }
  return fields;
}

function parseResponse(message: string): End {
  const [name = '', , qtype = '', rcode = ''] = splitFields(message, 4);
  return { name, qtype, rcode, ...RESPONSE };
}

/**
 * `(cache) 'www.alpha.example/A/IN' denied`, read from its end, since a name may hold slashes and quotes. The name in the quotes
 * may be one that an alias led to: the name asked for stands in parentheses.
 */
function findDenial(message: string, asked: string | undefined): End | undefined {
  const start = message.indexOf("'");
  const end = message.lastIndexOf("' denied");
  if (start < 0 || end <= start) return undefined;
  const question = /^(.+)\/([^/]+)\/[^/]+$/.exec(message.slice(start + 1, end));
  if (!question) return undefined;
  return { name: asked ?? question[1] ?? '', qtype: question[2] ?? '', rcode: 'REFUSED', ...DENIAL };
}

function findEnd(message: string, asked: string | undefined): End | undefined {
  if (message.startsWith('response: ')) return parseResponse(message.slice(10));
  return /^query (?:\(cache\) )?'/.test(message) ? findDenial(message, asked) : undefined;
}

function createBindParser(options: ParseOptions): Parser {
  const { readPrefix, findStamp } = createSyslogReader(options);
  const guard = createTimeGuard(NO_TIME);
  const queries = createCodedQueries();

  /** Finds the message behind time and labels; BIND's own time counts where syslog writes another before it. */
  function readHead(line: string): { stamp: Stamp | undefined; at: number } {
    const prefix = readPrefix(line);
    const own = findStamp(line, prefix.message);
    LABELS.lastIndex = own ? own.end + 1 : prefix.message;
    LABELS.exec(line);
    return { stamp: own ?? prefix.stamp, at: LABELS.lastIndex };
  }

  return {
    parse(line, _lineNumber, sink) {
      if (line.trim() === '') return NO_ROW;
      const { stamp, at } = readHead(line);
      CLIENT.lastIndex = at;
      const match = CLIENT.exec(line);
      if (!stamp) {
        if (match) guard.untimed();
        throw new RecordError('no time at the beginning of the line');
      }
      guard.timed();
      if (!match) return line.startsWith('client ', at) ? OTHER_CLIENT_LINE : OTHER_CATEGORY;
      const [, client = '', port = '', asked] = match;
      const peer = `${client}#${port}`;
      const message = line.slice(CLIENT.lastIndex);
      if (message.startsWith('query: ')) {
        const [name = '', , qtype = ''] = splitFields(message.slice(7), 3);
        return queries.query({ peer, client, name, seconds: stamp.toSeconds(), qtype }, sink);
      }
      if (message.startsWith('zone transfer ')) return ZONE_TRANSFER;
      const end = findEnd(message, asked);
      if (!end) return OTHER_CLIENT_LINE;
      return queries.reply({ peer, client, name: end.name, seconds: stamp.toSeconds(), qtype: end.qtype }, end, sink);
    },
    finish(sink) {
      guard.finish();
      return queries.finish(sink);
    },
  };
}

/** BIND 9's categories `queries`, `responses` and `security`, as lib/ns/query.c and lib/isc/log.c write them to a file or syslog. */
export const bindQuery: Format = {
  id: 'bind-query',
  title: 'BIND 9 query log',
  dataset: 'bind-queries',
  reference: {
    reference_url_info: 'https://bind9.readthedocs.io/en/stable/reference.html#namedconf-statement-category',
  },
  assumes: ['timezone', 'year'],
  bringsPrefixes: false,
  toText: (byte) => `\\${String(byte).padStart(3, '0')}`,
  detect({ lines }) {
    return lines.some((line) => DETECT.test(line.slice(0, 2000)));
  },
  createParser: (options) => withRepeats(options, createBindParser(options)),
};
