/** A host that must never get a request: hostile URLs point to it, and it counts its visits. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Trap {
  port: number;
  /** Requests as `GET /path`, with their headers. */
  visits: { what: string; headers: IncomingHttpHeaders }[];
  stop(): Promise<void>;
}

/** Listens on every address of this machine, IPv4 and IPv6; answers with the type of an image, as an attacker's host would. */
export async function startTrap(): Promise<Trap> {
  const visits: Trap['visits'] = [];
  const server: Server = createServer((request, response) => {
    visits.push({ what: `${request.method} ${request.url}`, headers: request.headers });
    response.writeHead(200, { 'content-type': 'image/png' }).end('inside');
  });
  await new Promise<void>((resolve) => server.listen(0, '::', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    visits,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Every spelling by which a result URL may lead to this machine or its network. */
export function insideUrls(port: number): string[] {
  const hosts = [
    ...[
      '127.0.0.1',
      '127.1',
      '127.0.1',
      '2130706433',
      '0x7f000001',
      '0x7f.0.0.1',
      '0177.0.0.1',
      '017700000001',
      '0',
      '0.0.0.0',
    ],
    ...['127.0.0.1.', '１２７.0.0.1', '127。0。0。1', '%31%32%37.0.0.1', '①②⑦.0.0.1'],
    ...['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'localhost.localdomain', 'ｌocalhost'],
    ...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]'],
    ...['[64:ff9b::127.0.0.1]', '[64:ff9b:1::7f00:1]', '[2002:7f00:1::]', '[2001:0:7f00:1::]'],
    ...['[fe80::1]', '[fec0::1]', '[fc00::1]', '[fd12:3456::1]', '[ff02::1]', '[100::1]', '[2001:db8::1]', '[5f00::1]'],
    ...[
      '10.0.0.1',
      '172.16.0.1',
      '172.31.255.254',
      '192.168.0.1',
      '100.64.0.1',
      '192.0.0.1',
      '198.18.0.1',
      '224.0.0.1',
    ],
    ...[
      '255.255.255.255',
      '169.254.169.254',
      '169.254.170.2',
      '100.100.100.200',
      '[fd00:ec2::254]',
      '[::ffff:169.254.169.254]',
    ],
    ...['metadata.google.internal', 'router', 'nas.local', 'build.corp.internal', 'fritz.lan', 'x.home.arpa'],
  ];
  return hosts.map((host) => `http://${host}:${port}/x.png`);
}

/** URLs that are no image on the web, regardless of their host. */
export const otherUrls: readonly string[] = [
  'file:///etc/passwd',
  'file://server/share/x.png',
  'ftp://images.example/x.png',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'blob:https://images.example/1',
  'gopher://images.example:70/x',
  'ws://images.example/x.png',
  'vscode://easel.easel/x',
  '//images.example/x.png',
  'images.example/x.png',
  '\\\\server\\share\\x.png',
  'http://',
  'http://[::1',
  'https://user:word@images.example/x.png',
  'https://user@images.example/x.png',
  'http://images.example:22/x.png',
  'http://images.example:25/x.png',
  'https://images.example:993/x.png',
];
