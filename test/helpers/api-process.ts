/** The app as a process of its own, started by a test that measures its memory; `peak` asks for the greatest so far, in octets. */
import { openDatabase } from '../../server/graph/database.ts';
import { startApi } from './api.ts';

const database = openDatabase(JSON.parse(process.env.TEST_CONNECTION ?? '{}'));
const api = await startApi(database);
process.on('message', () => process.send?.(process.resourceUsage().maxRSS * 1024));
process.once('SIGTERM', () => {
  void api.close().finally(() => process.exit(0));
});
process.send?.(api.url);
