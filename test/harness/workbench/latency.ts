/** A slow connection between the workbench and its server. */
import type { Page } from 'playwright-core';

/** How late messages are. */
export interface Latency {
  /** Milliseconds, for every message in either direction; 0 at first. Messages keep their order only if it grows. */
  milliseconds: number;
}

/** Makes the messages of the page's WebSockets late, once `milliseconds` is set. Call it before the page is opened. */
export async function addLatency(page: Page): Promise<Latency> {
  const latency: Latency = { milliseconds: 0 };
  const deliver = (run: () => void): void => {
    if (latency.milliseconds === 0) run();
    else setTimeout(run, latency.milliseconds);
  };
  await page.routeWebSocket(/./, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => deliver(() => server.send(message)));
    server.onMessage((message) => deliver(() => socket.send(message)));
  });
  return latency;
}
