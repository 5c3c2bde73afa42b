/** Lines that syslog writes in place of equal ones that follow each other, so that no lookup is lost in them. */
import { type ParseOptions, type Parser, RecordError } from './record.ts';
import { createSyslogReader } from './syslog-lines.ts';

/** rsyslog's `RepeatedMsgReduction`. */
const RSYSLOG = /^message repeated (\d{1,9}) times?: \[ (.*)\]$/;
/** syslogd and older rsyslog; the program is not said. */
const SYSLOGD = /^\S+ last message repeated (\d{1,9}) times?$/;
/** No sender repeats a line more often before syslog says so. */
const MAX_TIMES = 100_000;

/**
 * Reads a line that stands for several as often as it says: `message repeated 3 times: [ … ]` with its own time,
 * `last message repeated 3 times` as the line before it. It is one row, with the outcome of the line it repeats.
 */
export function withRepeats(options: ParseOptions, parser: Parser): Parser {
  const { readPrefix } = createSyslogReader(options);
  let lastLine = '';

  /** Anchored behind the header: what stands further on may be anybody's text. */
  function findRepeated(line: string): { text: string; times: number } | undefined {
    const { program, message } = readPrefix(line);
    const content = line.slice(message);
    const inner = program === '' ? null : RSYSLOG.exec(content);
    if (inner) return { text: line.slice(0, message) + inner[2], times: Number(inner[1]) };
    const last = program === '' ? SYSLOGD.exec(content) : null;
    return last ? { text: lastLine, times: Number(last[1]) } : undefined;
  }

  return {
    ...parser,
    parse(line, lineNumber, sink) {
      const repeated = line.includes('message repeated ') ? findRepeated(line) : undefined;
      if (!repeated) {
        lastLine = line;
        return parser.parse(line, lineNumber, sink);
      }
      const { text, times } = repeated;
      if (text === '') throw new RecordError('a repeated line that is not in the log');
      if (times === 0 || times > MAX_TIMES) throw new RecordError(`a line repeated ${times} times`);
      let outcome = parser.parse(text, lineNumber, sink);
      for (let time = 1; time < times; time += 1) outcome = parser.parse(text, lineNumber, sink);
      return outcome;
    },
  };
}
