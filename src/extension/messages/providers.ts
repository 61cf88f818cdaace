/** The names of a provider's fields and of what a test found. Pure. */
import type { SecretSpec } from '../../providers/contract/configuration';
import type { TestFact, TestReport } from '../../providers/contract/provider';
import type { Translate } from '../../shared/format/translate';

/** The name of a type where it has words and not only names in it; undefined where its own name does. */
export function providerTypeLabel(type: string, t: Translate): string | undefined {
  switch (type) {
    case 'nano-banana-edits':
      return t('OpenAI-style images');
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
      return t('Qwen Image on a machine of your own or of your company');
    case 'nano-banana-edits':
      return t('OpenAI, relays for nano-banana or gpt-image, and servers of your own that speak the same API');
    case 'kie':
      return t('Nano Banana, GPT Image, Seedream, Flux and others behind one key (kie.ai)');
    case 'runninghub-ai-app':
      return t('A published workflow, by its number; needs a paid membership (runninghub.cn, runninghub.ai)');
    case 'runninghub-rhart-edit':
      return t('Nano Banana Pro and others; needs the key of an enterprise account (runninghub.cn, runninghub.ai)');
    case 'sketch':
      return t('Placeholder pictures, drawn offline and free');
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
      return t('Number of the app, or the address of its page');
    case 'makes':
      return t('What the app makes');
    case 'instanceType':
      return t('Memory of the machine (default 24 GB, plus 48 GB, ultra 84 GB)');
    case 'usePersonalQueue':
      return t('Use my own queue');
    case 'retainSeconds':
      return t('Seconds that the machine is kept afterwards (enterprise, 10 – 180)');
    case 'imagesAs':
      return t('How pictures are handed over');
    case 'sendIdAs':
      return t('How the number of the app is sent');
    case 'imageField':
      return t('Field that takes the pictures (for models of your own)');
    case 'resolution':
      return t('Usual resolution');
    case 'dialect':
      return t('How jobs are handed in and asked for');
    case 'asyncQuery':
      return t('Ask for a task instead of the picture (?async=true)');
    case 'severalImages':
      return t('Form field for several pictures');
    case 'sizeField':
      return t('How the shape of the picture is sent');
    case 'responseFormat':
      return t('Form of the answer (response_format)');
    case 'extraFields':
      return t('Send negative prompt, seed, steps and CFG');
    case 'timeoutSeconds':
      return t('Seconds that one answer may take');
    case 'referenceField':
      return t('Field that takes the pictures (for models that Easel does not know)');
    case 'uploadFolder':
      return t('Folder for pictures at the upload host');
    case 'callBackUrl':
      return t('Address that finished tasks are reported to');
    default:
      return name;
  }
}

export function secretLabels(spec: SecretSpec, t: Translate): string {
  if (spec.name === 'accessPassword') return t('Access password of the app');
  if (spec.name === 'webhookHmacKey') return t('Key that callbacks are signed with');
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
      return t('{value} in its queue', { value });
    case 'quota':
      return t('quota left {value}', { value });
    case 'balance':
      return t('balance {value}', { value });
    case 'models':
      return t('models {value}', { value });
    case 'latency':
      return t('answers in {value}', { value });
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
  return [t('{provider} works', { provider: name }), ...facts.map(([fact, value]) => factWords(fact, value, t))].join(
    ' · ',
  );
}
