/** Starts and stops the webhook receiver with the settings and with the lease: only the window that runs the jobs listens. */
import {
  createWebhookReceiver,
  webhookPathKey,
  type WebhookNeeds,
  type WebhookReceiver,
} from '../jobs/running/webhookReceiver';
import type { Secrets, Settings } from '../../shared/platform/ports';

export interface WebhookService {
  /** Called when this window took or lost the lease. */
  leaseChanged(holds: boolean): void;
  /** The settings changed. */
  refresh(): void;
  /** The URL that a service calls for a configuration; undefined without a `publicUrl`. */
  url(providerId: string): string | undefined;
  stop(): Promise<void>;
}

export interface WebhookServiceParts {
  settings: Settings;
  secrets: Secrets;
  needs: WebhookNeeds;
}

/** Listens only when `easel.webhook.port` is set. */
export function createWebhookService({ settings, secrets, needs }: WebhookServiceParts): WebhookService {
  let receiver: WebhookReceiver | undefined;
  let holdsLease = false;
  let currentKey = '';
  // Changes are applied one after the other: a port is free only when the last receiver has closed it.
  let last: Promise<void> = Promise.resolve();

  function update(): void {
    last = last.then(apply).catch((thrown: unknown) => {
      needs.log.warn(`Webhook receiver: ${thrown instanceof Error ? thrown.message : 'unknown'}`);
    });
  }

  async function apply(): Promise<void> {
    const wanted = holdsLease ? settings.webhook() : undefined;
    const key = JSON.stringify(wanted ?? null);
    if (key === currentKey) return;
    currentKey = key;
    await receiver?.stop();
    receiver = undefined;
    if (!wanted) return;
    receiver = createWebhookReceiver({ ...wanted, pathKey: await webhookPathKey(secrets) }, needs);
    await receiver.start();
  }

  return {
    leaseChanged: (holds) => {
      holdsLease = holds;
      update();
    },
    refresh: update,
    url: (providerId) => receiver?.callbackUrl(providerId),
    stop: () => {
      holdsLease = false;
      update();
      return last;
    },
  };
}
