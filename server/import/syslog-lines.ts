/** What stands before the message of a line that went through syslog, or that a server wrote into a file of its own. */
import { ImportError, type ParseOptions } from './record.ts';
import { createStampReader, type Stamp } from './syslog-time.ts';

/** RFC 5424 §6: `<PRI>1 `; RFC 3164 writes `<PRI>` alone. Files mostly leave both out. */
const PRIORITY = /<\d{1,3}>(?:(\d) )?/y;
/** Host, program, process id and message id of RFC 5424, then its structured data. */
const HEADER_5424 = / \S+ (\S+) \S+ \S+ (?:-|(?:\[(?:[^\]\\"]|"(?:[^"\\]|\\.)*")*\])+)(?: |$)/y;
/** `host program[pid]: `; a server's own file names no host. `logread` has `facility.severity` where others have the host. */
const HEADER_3164 = /(?: [\w.:%-]+)? ([\w./-]+)(?:\[[^\]\s]{0,40}\])?:(?: |$)/y;

export type Prefix = {
  /** Undefined where the line begins with no time. */
  stamp: Stamp | undefined;
  /** Empty where the line names none. */
  program: string;
  /** Offset of the message. */
  message: number;
};

export type SyslogReader = {
  readPrefix(line: string): Prefix;
  /** A time alone, at an offset: a server may write its own into the message. */
  findStamp(line: string, at: number): Stamp | undefined;
};

export function createSyslogReader(options: ParseOptions): SyslogReader {
  const findStamp = createStampReader(options);
  return {
    findStamp,
    readPrefix(line) {
      PRIORITY.lastIndex = 0;
      const priority = line.charCodeAt(0) === 60 ? PRIORITY.exec(line) : null;
      const start = priority ? PRIORITY.lastIndex : 0;
      const stamp = findStamp(line, start);
      const end = stamp?.end ?? start;
      const header = priority?.[1] === undefined ? HEADER_3164 : HEADER_5424;
      header.lastIndex = end;
      // A line without a time may begin with the program; the header begins with the blank behind the time.
      const match = stamp ? header.exec(line) : null;
      const message = match ? header.lastIndex : line.charCodeAt(end) === 32 ? end + 1 : end;
      return { stamp, program: match?.[1] ?? '', message };
    },
  };
}

/** So many lines without a time, and none with one, are enough to say that the log has none. */
const UNTIMED_LINES = 1000;

export type TimeGuard = {
  timed(): void;
  untimed(): void;
  /** To be called at the end of the file. */
  finish(): void;
};

/** Throws ImportError with this sentence once it is clear that the records of a file have no times. */
export function createTimeGuard(sentence: string): TimeGuard {
  let timed = false;
  let untimed = 0;
  return {
    timed: () => {
      timed = true;
    },
    untimed: () => {
      untimed += 1;
      if (!timed && untimed >= UNTIMED_LINES) throw new ImportError(sentence);
    },
    finish: () => {
      if (!timed && untimed > 0) throw new ImportError(sentence);
    },
  };
}
