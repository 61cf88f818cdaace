/** Which field of which node takes which part of a request: as configured, or as the form of the app suggests it. */
import type { AppForm, Choice, FormField } from './form';
import type { ConfiguredNodes } from './options';

/** A place for a value. */
export interface Slot {
  nodeId: string;
  fieldName: string;
  /** What may stand there; empty when anything may. */
  choices: readonly Choice[];
  /** What the author of the app put in; empty when it is not known. */
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
  /** In the order of the pictures. */
  images: Slot[];
}

export function configuredMapping(nodes: ConfiguredNodes): Mapping {
  const slots: Mapping['slots'] = {};
  for (const name of slotNames) {
    const place = nodes[name];
    if (place !== undefined) slots[name] = slotAt(place);
  }
  return { slots, images: nodes.images.map(slotAt) };
}

/** @param place `"52.prompt"`. */
export function slotAt(place: string): Slot {
  const dot = place.indexOf('.');
  return { nodeId: place.slice(0, dot), fieldName: place.slice(dot + 1), choices: [], value: '' };
}

/** `#52 prompt`: how a place is named to people. */
export function placeWords({ nodeId, fieldName }: Pick<Slot, 'nodeId' | 'fieldName'>): string {
  return `${nodeId}.${fieldName}`;
}

/** How a field is known for what it takes: by its own name first, then by what its author wrote of it. */
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
const promptWords = /prompt|提示词|描述|文本输入|指令|instruction/i;

/** Never throws: what it does not find is left out, and said later. */
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
    texts.find((field) => negative.test(allWords(field))),
  );
  for (const [name, rule] of Object.entries(rules) as [keyof typeof rules, Rule][]) {
    const free = fields.filter((field) => !taken.has(field) && !isImage(field) && rule.types.test(field.type));
    take(
      name,
      free.find((field) => rule.fieldName.test(field.fieldName)) ?? free.find((field) => isMeant(field, rule)),
    );
  }
  take('prompt', promptAmong(texts.filter((field) => !taken.has(field))));
  return { slots, images: fields.filter(isImage) };
}

const knownTypes = /^(STRING|TEXT|TEXTAREA|IMAGE|AUDIO|VIDEO|LIST|INT|INTEGER|NUMBER|FLOAT|DOUBLE|BOOLEAN|SWITCH)$/;

function isMeant(field: FormField, rule: Rule): boolean {
  // A long text that merely mentions a size is not the place for one.
  const isShortText = field.type !== 'STRING' || field.value.length <= 12;
  return isShortText && field.description.length <= 40 && rule.description.test(field.description);
}

function promptAmong(texts: readonly FormField[]): FormField | undefined {
  return (
    texts.find((field) => positive.test(allWords(field))) ??
    texts.find((field) => /prompt|提示词/i.test(field.fieldName)) ??
    texts.find((field) => /prompt|提示词/i.test(field.description)) ??
    texts.find((field) => promptName.test(field.fieldName)) ??
    texts.find((field) => promptWords.test(allWords(field))) ??
    (texts.length === 1 ? texts[0] : undefined)
  );
}

function isImage(field: FormField): boolean {
  return field.type === 'IMAGE';
}

function allWords({ fieldName, nodeName, description }: FormField): string {
  return `${fieldName} ${description} ${nodeName}`;
}
