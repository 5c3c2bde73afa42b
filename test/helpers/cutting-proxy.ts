/** A way to Neo4j that loses answers: the connection breaks just when Neo4j has committed. */
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import type { Connection } from '../../server/graph/database.ts';

/** The message COMMIT in a chunk of its own, as the Bolt protocol sends it. */
const COMMIT = Buffer.from('0002b0120000', 'hex');

export type CuttingProxy = {
  connection: Connection;
  /** From now on, the answer to the commit of this number, counted from 0, is lost with its connection. */
  cutAt(commit: number): void;
  /** Commits seen since `cutAt`. */
  commits(): number;
  close(): void;
};

export async function openCuttingProxy(target: Connection): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target.uri);
  let cut = Number.POSITIVE_INFINITY;
  let commits = 0;
  const sockets = new Set<net.Socket>();

  const server = net.createServer((client) => {
    const upstream = net.connect(Number(port), hostname);
    let loses = false;
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', end);
      socket.on('close', end);
    }
    client.on('data', (octets) => {
      if (octets.includes(COMMIT)) {
        loses = commits === cut;
        commits += 1;
      }
      upstream.write(octets);
    });
    upstream.on('data', (octets) => {
      if (loses) end();
      else client.write(octets);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: own } = server.address() as AddressInfo;
  return {
    connection: { ...target, uri: `bolt://127.0.0.1:${own}` },
    cutAt(commit) {
      cut = commit;
      commits = 0;
    },
    commits: () => commits,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
