/** Progress of the start on a terminal, or as plain lines in a log. */

/** A step such as `Starting Neo4j 5.26.30`, and how far it is, such as `4 s`. */
export type OnProgress = (step: string, detail?: string) => void;

const PLAIN_LINE_EVERY_MS = 15_000;

export type ProgressPrinter = { onProgress: OnProgress; finish: () => void };

/** On a terminal the current line is rewritten; elsewhere a step is one line, with a sign of life now and then. */
export function createProgressPrinter(stream: NodeJS.WriteStream): ProgressPrinter {
  let current = '';
  let printedAt = 0;
  const onProgress: OnProgress = (step, detail) => {
    const line = detail === undefined ? step : `${step}: ${detail}`;
    if (stream.isTTY) {
      if (current !== '' && step !== current) stream.write('\n');
      stream.write(`\r\u001b[K${line.slice(0, (stream.columns || 80) - 1)}`);
    } else if (step !== current || Date.now() - printedAt > PLAIN_LINE_EVERY_MS) {
      stream.write(`${line}\n`);
      printedAt = Date.now();
    }
    current = step;
  };
  const finish = () => {
    if (stream.isTTY && current !== '') stream.write('\n');
    current = '';
  };
  return { onProgress, finish };
}
