/** Which field of which node takes which parameter of a request: as configured, or as the app's form suggests. */
import type { AppForm, Choice, FormField } from './form';
import type { ConfiguredNodes } from './options';

/** A field that takes a value. */
export interface Slot {
  nodeId: string;
  fieldName: string;
  /** The allowed values; empty: any. */
  choices: readonly Choice[];
  /** The value that the app's author has set; empty if unknown. */
  value: string;
}

export const slotNames = [
  'prompt',
  'negativePrompt',
  'seed',
  'width',
  'height',
  'aspectRatio',
  'resolution',
  'steps',
  'cfgScale',
] as const;
export type SlotName = (typeof slotNames)[number];

export interface Mapping {
  slots: Partial<Record<SlotName, Slot>>;
  /** In the order of the input images. */
  images: Slot[];
}

export function configuredMapping(nodes: ConfiguredNodes): Mapping {
  const slots: Mapping['slots'] = {};
  for (const name of slotNames) {
    const key = nodes[name];
    if (key !== undefined) slots[name] = slotAt(key);
  }
  return { slots, images: nodes.images.map(slotAt) };
}

/** @param key `"52.prompt"`. */
export function slotAt(key: string): Slot {
  const dot = key.indexOf('.');
  return { nodeId: key.slice(0, dot), fieldName: key.slice(dot + 1), choices: [], value: '' };
}

/** `52.prompt` */
export function slotKey({ nodeId, fieldName }: Pick<Slot, 'nodeId' | 'fieldName'>): string {
  return `${nodeId}.${fieldName}`;
}

/** How the parameter of a field is recognized: by the field's name first, then by its description. */
interface Rule {
  types: RegExp;
  fieldName: RegExp;
  description: RegExp;
}

const text = /^(STRING|TEXT|TEXTAREA|)$/;
const number = /^(INT|INTEGER|NUMBER|LIST|STRING)$/;
const decimal = /^(FLOAT|DOUBLE|NUMBER|INT|STRING)$/;

const rules: Record<Exclude<SlotName, 'prompt' | 'negativePrompt'>, Rule> = {
  seed: { types: number, fieldName: /^(noise_?)?seed$/i, description: /\bseed\b|随机种|种子/i },
  width: { types: number, fieldName: /^(image_?)?width$/i, description: /\bwidth\b|宽度|^宽$/i },
  height: { types: number, fieldName: /^(image_?)?height$/i, description: /\bheight\b|高度|^高$/i },
  aspectRatio: {
    types: /^(LIST|STRING)$/,
    fieldName: /^(aspect_?ratio|ratio|比例)$/i,
    description: /aspect ?ratio|比例|宽高比|画幅/i,
  },
  resolution: {
    types: /^(LIST|STRING)$/,
    fieldName: /^(resolution|image_?size|分辨率)$/i,
    description: /resolution|分辨率|清晰度/i,
  },
  steps: { types: number, fieldName: /^(num_inference_)?steps$/i, description: /\bsteps\b|步数/i },
  cfgScale: {
    types: decimal,
    fieldName: /^(cfg|cfg_?scale|guidance(_?scale)?)$/i,
    description: /\bcfg\b|guidance|引导/i,
  },
};

const negative = /negative|反向|负面|负向|反面|不希望|不想要/i;
const positive = /positive|正向|正面/i;
const promptName = /^(prompt|text_?prompt|positive(_?prompt)?|text|提示词)$/i;
const promptDescription = /prompt|提示词|描述|文本输入|指令|instruction/i;

/** Parameters without a matching field are left out. */
export function suggestedMapping({ fields }: AppForm): Mapping {
  const taken = new Set<FormField>();
  const slots: Mapping['slots'] = {};
  const take = (name: SlotName, field: FormField | undefined): void => {
    if (!field) return;
    taken.add(field);
    slots[name] = field;
  };
  const texts = fields.filter((field) => !isImage(field) && (text.test(field.type) || !knownTypes.test(field.type)));
  take(
    'negativePrompt',
    texts.find((field) => negative.test(allText(field))),
  );
  for (const [name, rule] of Object.entries(rules) as [keyof typeof rules, Rule][]) {
    const free = fields.filter((field) => !taken.has(field) && !isImage(field) && rule.types.test(field.type));
    take(
      name,
      free.find((field) => rule.fieldName.test(field.fieldName)) ??
        free.find((field) => matchesDescription(field, rule)),
    );
  }
  take('prompt', promptAmong(texts.filter((field) => !taken.has(field))));
  return { slots, images: fields.filter(isImage) };
}

const knownTypes = /^(STRING|TEXT|TEXTAREA|IMAGE|AUDIO|VIDEO|LIST|INT|INTEGER|NUMBER|FLOAT|DOUBLE|BOOLEAN|SWITCH)$/;

function matchesDescription(field: FormField, rule: Rule): boolean {
  // A long text that only mentions a size isn't a field for one.
  const isShortText = field.type !== 'STRING' || field.value.length <= 12;
  return isShortText && field.description.length <= 40 && rule.description.test(field.description);
}

function promptAmong(texts: readonly FormField[]): FormField | undefined {
  return (
    texts.find((field) => positive.test(allText(field))) ??
    texts.find((field) => /prompt|提示词/i.test(field.fieldName)) ??
    texts.find((field) => /prompt|提示词/i.test(field.description)) ??
    texts.find((field) => promptName.test(field.fieldName)) ??
    texts.find((field) => promptDescription.test(allText(field))) ??
    (texts.length === 1 ? texts[0] : undefined)
  );
}

function isImage(field: FormField): boolean {
  return field.type === 'IMAGE';
}

function allText({ fieldName, nodeName, description }: FormField): string {
  return `${fieldName} ${description} ${nodeName}`;
}
