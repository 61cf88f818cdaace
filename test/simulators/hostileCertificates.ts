/** Invalid certificates, generated for each run, so that none is stored and no tool is needed. */
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Certificate {
  /** PEM. */
  cert: string;
  key: string;
  name: string;
  privateKey: KeyObject;
}

export interface CertificateOptions {
  /** Common name, and the one name or address that it is for. */
  name: string;
  /** Left out: self-signed. */
  issuer?: Certificate;
  isAuthority?: boolean;
  /** Days from today; a year when left out. */
  days?: [from: number, to: number];
}

/** An X.509 certificate of version 3 with a key on P-256. Source: RFC 5280, section 4.1. */
export function createCertificate({ name, issuer, isAuthority, days = [-1, 365] }: CertificateOptions): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid('2a8648ce3d040302'));
  const extensions = [
    sequence(oid('551d13'), octets(isAuthority ? sequence(tagged(0x01, Buffer.of(0xff))) : sequence())),
    sequence(oid('551d11'), octets(sequence(alternativeName(name)))),
  ];
  const body = sequence(
    tagged(0xa0, tagged(0x02, Buffer.of(2))),
    tagged(0x02, Buffer.of(1 + Math.floor(Math.random() * 100))),
    algorithm,
    commonName(issuer?.name ?? name),
    sequence(...days.map(time)),
    commonName(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', body, issuer?.privateKey ?? privateKey);
  const whole = sequence(body, algorithm, tagged(0x03, Buffer.concat([Buffer.of(0), signature])));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    name,
    privateKey,
  };
}

export interface SecureHost {
  url: string;
  /** Requests that arrived despite the certificate. */
  visits: number;
  stop(): Promise<void>;
}

/** A host that speaks https with the certificate and answers everything with `{}`. */
export async function startSecureHost({ cert, key }: Certificate): Promise<SecureHost> {
  const server = createServer({ cert, key }, (_request, response) => {
    host.visits += 1;
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host: SecureHost = {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    visits: 0,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return host;
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function oid(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'));
}

function octets(content: Buffer): Buffer {
  return tagged(0x04, content);
}

function commonName(name: string): Buffer {
  return sequence(tagged(0x31, sequence(oid('550403'), tagged(0x0c, Buffer.from(name)))));
}

function alternativeName(name: string): Buffer {
  const isAddress = /^\d+\.\d+\.\d+\.\d+$/.test(name);
  return isAddress ? tagged(0x87, Buffer.from(name.split('.').map(Number))) : tagged(0x82, Buffer.from(name));
}

function time(days: number): Buffer {
  const text = new Date(Date.now() + days * 86_400_000).toISOString().replace(/[-:T]|\.\d+/g, '');
  return tagged(0x18, Buffer.from(text));
}
