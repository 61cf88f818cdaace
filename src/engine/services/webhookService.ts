/** Keeps the receiver of callbacks in step with the settings and with who runs the jobs: only that window listens. */
import {
  createWebhookReceiver,
  webhookPathKey,
  type WebhookNeeds,
  type WebhookReceiver,
} from '../jobs/running/webhookReceiver';
import type { Secrets, Settings } from '../../shared/platform/ports';

export interface WebhookService {
  /** This window begins, or ceases, to run the jobs. */
  holding(isHolding: boolean): void;
  /** The settings changed. */
  refresh(): void;
  /** What a service is to call for a configuration; undefined when nobody shall. */
  url(providerId: string): string | undefined;
  stop(): Promise<void>;
}

export interface WebhookServiceParts {
  settings: Settings;
  secrets: Secrets;
  needs: WebhookNeeds;
}

/** Does nothing, and listens nowhere, until `easel.webhook.port` is set. */
export function createWebhookService({ settings, secrets, needs }: WebhookServiceParts): WebhookService {
  let receiver: WebhookReceiver | undefined;
  let isHolding = false;
  let inForce = '';
  // One change after the other: a port is free again only when the last receiver has let go of it.
  let last: Promise<void> = Promise.resolve();

  function follow(): void {
    last = last.then(apply).catch((thrown: unknown) => {
      needs.log.warn(`WebhookService: ${thrown instanceof Error ? thrown.message : 'unknown'}`);
    });
  }

  async function apply(): Promise<void> {
    const wanted = isHolding ? settings.webhook() : undefined;
    const key = JSON.stringify(wanted ?? null);
    if (key === inForce) return;
    inForce = key;
    await receiver?.stop();
    receiver = undefined;
    if (!wanted) return;
    receiver = createWebhookReceiver({ ...wanted, pathKey: await webhookPathKey(secrets) }, needs);
    await receiver.start();
  }

  return {
    holding: (held) => {
      isHolding = held;
      follow();
    },
    refresh: follow,
    url: (providerId) => receiver?.callbackUrl(providerId),
    stop: () => {
      isHolding = false;
      follow();
      return last;
    },
  };
}
