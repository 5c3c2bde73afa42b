import { createCodedQueries } from '../coded-queries.ts';
import { ACCEPTED, type Format, leaveOut, NO_ROW, type ParseOptions, type Parser, RecordError } from '../record.ts';
import { createSyslogReader } from '../syslog-lines.ts';
import { withRepeats } from '../syslog-repeats.ts';

/** `unbound[pid:thread] info: `; through syslog the program stands before it and the brackets alone are left. */
const TAG = /(?:[\w.-]+ )?[\w./-]*\[\d+:[\da-f]+\] (query|reply|info): /y;
/** The tag of any line, for telling the format and the lines that are no query. */
const ANY_TAG = /\[\d+:[\da-f]+\] (?:query|reply|info|notice|warning|error|debug|fatal error): /;
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-fA-F]*:[\da-fA-F:.]+(?:%.+)?)$/;
const CLASS = /^(?:IN|CH|HS|NONE|ANY|CLASS\d+)$/;

/** `<client> <name> <type> <class>` of a query, `<rcode> <seconds> <cached> <size>` more of a reply. */
const QUERY_FIELDS = 4;
const REPLY_FIELDS = 8;

const OTHER = leaveOut('line that is no query or reply');
const MALFORMED = leaveOut('reply to a query that could not be read');
const REPLY = {
  joined: leaveOut('reply, counted with its query'),
  stray: leaveOut('reply to a query counted already or not in the log'),
};

const UNPRINTABLE = 'name with a "?", which Unbound writes for every octet but letters, digits, "-", "_" and "*"';

function createUnboundParser(options: ParseOptions): Parser {
  const { readPrefix } = createSyslogReader(options);
  const queries = createCodedQueries();
  return {
    parse(line, _lineNumber, sink) {
      if (line.trim() === '') return NO_ROW;
      const { stamp, message } = readPrefix(line);
      if (!stamp) throw new RecordError('no time at the beginning of the line');
      TAG.lastIndex = message;
      const tag = TAG.exec(line)?.[1];
      if (tag === undefined) return OTHER;
      const fields = line.slice(TAG.lastIndex).split(' ', REPLY_FIELDS);
      const [client = '', name = '', qtype = '', dnsClass = '', rcode = ''] = fields;
      if (tag === 'info' && !ADDRESS.test(client)) return OTHER;
      const isReply = fields.length === REPLY_FIELDS;
      if (isReply && (name === '-' || name === 'null')) return MALFORMED;
      const isWhole = fields.length === QUERY_FIELDS || isReply;
      if (!isWhole || !CLASS.test(dnsClass) || (tag === 'query' && isReply) || (tag === 'reply' && !isReply)) {
        if (tag === 'info') return OTHER;
        throw new RecordError('a line cut short: address, name, type and class were expected');
      }
      const query = { peer: client, client, name, seconds: stamp.toSeconds(), qtype };
      const outcome = isReply ? queries.reply(query, { rcode, ...REPLY }, sink) : queries.query(query, sink);
      if (outcome === ACCEPTED && name.includes('?')) options.note(UNPRINTABLE);
      return outcome;
    },
    finish: queries.finish,
  };
}

/** Unbound's `log-queries` and `log-replies`, as util/net_help.c, util/data/msgreply.c and util/log.c write them. */
export const unbound: Format = {
  id: 'unbound',
  title: 'Unbound query and reply log',
  dataset: 'unbound',
  vantage: 'resolver',
  reference: { reference_url_info: 'https://nlnetlabs.nl/documentation/unbound/unbound.conf/' },
  assumes: ['timezone', 'year'],
  bringsPrefixes: false,
  toText: (byte) => `\\${String(byte).padStart(3, '0')}`,
  detect({ lines }) {
    return lines.some((line) => ANY_TAG.test(line.slice(0, 1000)));
  },
  createParser: (options) => withRepeats(options, createUnboundParser(options)),
};
