/** The names of a provider's fields and of what a test found. Pure. */
import type { SecretSpec } from '../../providers/contract/configuration';
import type { TestFact, TestReport } from '../../providers/contract/provider';
import type { Translate } from '../../shared/format/translate';

/** The name of a type where it has words and not only names in it; undefined where its own name does. */
export function providerTypeLabel(type: string, t: Translate): string | undefined {
  switch (type) {
    case 'nano-banana-edits':
      return t('OpenAI and compatible');
    case 'runninghub-ai-app':
      return t('RunningHub AI app');
    case 'runninghub-rhart-edit':
      return t('RunningHub models');
    default:
      return undefined;
  }
}

/** One line on what a type is, for those who choose one. */
export function providerTypeHelp(type: string, t: Translate): string | undefined {
  switch (type) {
    case 'qwen-image-service':
      return t("Qwen Image on your own or your company's server");
    case 'nano-banana-edits':
      return t('OpenAI, relays for nano-banana or gpt-image, and your own servers with the same API');
    case 'kie':
      return t('Nano Banana, GPT Image, Seedream, Flux, and more with one key (kie.ai)');
    case 'runninghub-ai-app':
      return t('A published workflow by app ID; requires a paid membership (runninghub.cn, runninghub.ai)');
    case 'runninghub-rhart-edit':
      return t('Nano Banana Pro and more; requires an enterprise account key (runninghub.cn, runninghub.ai)');
    case 'sketch':
      return t('Placeholder images, drawn offline and free');
    default:
      return undefined;
  }
}

/** The name of an option of a type; an unknown one stays as it is. */
export function optionLabels(name: string, t: Translate): string {
  switch (name) {
    case 'username':
      return t('User name');
    case 'auth':
      return t('Sign-in');
    case 'webappId':
      return t('App ID or page URL');
    case 'makes':
      return t('Purpose of the app');
    case 'instanceType':
      return t('Machine memory (default 24 GB, plus 48 GB, ultra 84 GB)');
    case 'usePersonalQueue':
      return t('Use my personal queue');
    case 'retainSeconds':
      return t('Seconds to keep the machine afterwards (enterprise, 10–180)');
    case 'imagesAs':
      return t('Image transfer');
    case 'sendIdAs':
      return t('App ID format');
    case 'imageField':
      return t('Image field (for custom models)');
    case 'resolution':
      return t('Default resolution');
    case 'dialect':
      return t('Task protocol');
    case 'asyncQuery':
      return t('Request a task instead of the image (?async=true)');
    case 'severalImages':
      return t('Form field for multiple images');
    case 'sizeField':
      return t('Image size parameter');
    case 'responseFormat':
      return t('Response format (response_format)');
    case 'extraFields':
      return t('Send negative prompt, seed, steps and CFG');
    case 'timeoutSeconds':
      return t('Response timeout (seconds)');
    case 'referenceField':
      return t("Image field (for models that Easel doesn't know)");
    case 'uploadFolder':
      return t('Upload folder for images');
    case 'callBackUrl':
      return t('Callback URL for finished tasks');
    default:
      return name;
  }
}

export function secretLabels(spec: SecretSpec, t: Translate): string {
  if (spec.name === 'accessPassword') return t('App access password');
  if (spec.name === 'webhookHmacKey') return t('Callback signing key');
  switch (spec.kind) {
    case 'key':
      return t('Key');
    case 'password':
      return t('Password');
    case 'session':
      return t('Session');
  }
}

function factWords(fact: TestFact, value: string, t: Translate): string {
  switch (fact) {
    case 'service':
      return value;
    case 'version':
      return t('version {value}', { value });
    case 'account':
      return t('account {value}', { value });
    case 'queue':
      return t('{value} in queue', { value });
    case 'quota':
      return t('quota left: {value}', { value });
    case 'balance':
      return t('balance: {value}', { value });
    case 'models':
      return t('models: {value}', { value });
    case 'latency':
      return t('responds in {value}', { value });
    case 'note':
      return value;
  }
}

/** `Qwen works · Qwen Image Service · version 1.3.0 · account demo · answers in 12 ms` */
export function formatTestReport(name: string, report: TestReport, t: Translate): string {
  const last = report.facts.filter(([fact]) => fact === 'latency');
  // A provider that is called as its service, or as its only model, is not named twice.
  const isNew = (value: string): boolean => value.toLowerCase() !== name.toLowerCase();
  const facts = [...report.facts.filter(([fact, value]) => fact !== 'latency' && isNew(value)), ...last];
  return [
    t('{provider} is working', { provider: name }),
    ...facts.map(([fact, value]) => factWords(fact, value, t)),
  ].join(' · ');
}
