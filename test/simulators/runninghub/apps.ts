/** Published apps: their forms, and the validation of node values. */

export interface SimulatedField {
  nodeId: string;
  nodeName: string;
  fieldName: string;
  fieldValue: string;
  fieldData: string;
  fieldType: string;
  description: string;
  descriptionEn: string;
}

export interface SimulatedApp {
  id: string;
  name: string;
  fields: SimulatedField[];
  accessPassword?: string;
}

function field(key: string, type: string, change: Partial<SimulatedField>): SimulatedField {
  const [nodeId = '', fieldName = ''] = key.split('.');
  return {
    nodeId,
    nodeName: 'Node',
    fieldName,
    fieldValue: '',
    fieldData: type === 'LIST' ? '[]' : `["${type}", {"default": ""}]`,
    fieldType: type,
    description: fieldName,
    descriptionEn: '',
    ...change,
  };
}

const loadImage = {
  nodeName: 'LoadImage',
  fieldValue: 'a293d89506f9c484f4ea5695f93024a8.jpg',
  fieldData: '[["example.png", "keep_this_dic"], {"image_upload": true}]',
};

/** All parameters, and an optional image. */
export const studioApp: SimulatedApp = {
  id: '1877265245566922753',
  name: 'Image Studio',
  fields: [
    field('6.text', 'STRING', { nodeName: 'CLIPTextEncode', description: '正向提示词', descriptionEn: 'positive' }),
    field('7.text', 'STRING', { nodeName: 'CLIPTextEncode', description: '反向提示词', fieldValue: 'ugly' }),
    field('39.image', 'IMAGE', { ...loadImage, description: '上传图像', descriptionEn: 'Upload image' }),
    field('3.seed', 'INT', { nodeName: 'KSampler', fieldValue: '1' }),
    field('3.steps', 'INT', { nodeName: 'KSampler', fieldValue: '20' }),
    field('3.cfg', 'FLOAT', { nodeName: 'KSampler', fieldValue: '7' }),
    field('5.width', 'INT', { nodeName: 'EmptyLatentImage', fieldValue: '512' }),
    field('5.height', 'INT', { nodeName: 'EmptyLatentImage', fieldValue: '512' }),
    field('18.resolution', 'LIST', { fieldValue: '1k', fieldData: '[["1k", "2k", "4k"], {"default": "1k"}]' }),
  ],
};

/** Like the service's example: two lists, one image, one text. */
export const kontextApp: SimulatedApp = {
  id: '1910246754753896450',
  name: 'Flux Kontext单图模式',
  fields: [
    field('39.image', 'IMAGE', { ...loadImage, description: '上传图像', descriptionEn: 'Upload image' }),
    field('37.model', 'LIST', {
      nodeName: 'RH_ComfyFluxKontext',
      fieldValue: 'flux-kontext-pro',
      fieldData:
        '[{"name":"flux-kontext-pro","index":"flux-kontext-pro","description":"（默认）"},{"name":"flux-kontext-max","index":"flux-kontext-max","description":"max"}]',
      description: '模型切换',
    }),
    field('37.aspect_ratio', 'LIST', {
      nodeName: 'RH_ComfyFluxKontext',
      fieldValue: 'match_input_image',
      fieldData: '[["match_input_image", "1:1", "16:9", "9:16"]]',
      description: '输出比例',
    }),
    field('52.prompt', 'STRING', {
      nodeName: 'RH_Translator',
      fieldValue: '给这个女人的发型变成齐耳短发',
      description: '图像编辑文本输入框',
    }),
  ],
};

/** Only a text; nodes of a subgraph have colons in their IDs. */
export const textApp: SimulatedApp = {
  id: '1937084629516193794',
  name: 'Text to Image',
  fields: [
    field('57:8.text', 'STRING', { nodeName: 'Text', description: '文本' }),
    field('12.select', 'SWITCH', { fieldValue: '1', fieldData: '[{"name":"A","index":"1"},{"name":"B","index":"2"}]' }),
  ],
};

/** Two images, no text. */
export const faceApp: SimulatedApp = {
  id: '1900000000000000019',
  name: 'Two Images',
  fields: [
    field('10.image', 'IMAGE', { ...loadImage, description: '人物' }),
    field('11.image', 'IMAGE', { ...loadImage, description: '衣服' }),
  ],
  accessPassword: 'open-sesame',
};

export const usualApps: readonly SimulatedApp[] = [studioApp, kontextApp, textApp, faceApp];

export interface NodeValue {
  nodeId: string;
  fieldName: string;
  fieldValue: string;
}

/** Undefined (803) for an invalid node value of this app. */
export function readNodes(app: SimulatedApp, list: unknown): NodeValue[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const values = list as Partial<Record<keyof NodeValue, unknown>>[];
  const isGood = values.every(
    ({ nodeId, fieldName, fieldValue }) =>
      typeof fieldValue === 'string' && app.fields.some((one) => one.nodeId === nodeId && one.fieldName === fieldName),
  );
  return isGood ? (values as NodeValue[]) : undefined;
}

/** Errors in the graph: `{ nodeId: { errors, class_type } }`; `isRefused` (433) if a list doesn't have the value. */
export function checkNodes(
  app: SimulatedApp,
  values: readonly NodeValue[],
  isKnownImage: (name: string) => boolean,
): { errors: Record<string, unknown>; isRefused: boolean } {
  const errors: Record<string, unknown> = {};
  let isRefused = false;
  for (const { nodeId, fieldName, fieldValue } of values) {
    const own = app.fields.find((one) => one.nodeId === nodeId && one.fieldName === fieldName);
    if (!own) continue;
    const note = (message: string): void => {
      errors[nodeId] = { class_type: own.nodeName, errors: [{ type: 'value', message, details: fieldName }] };
    };
    if (own.fieldType === 'IMAGE' && fieldValue !== own.fieldValue && !isKnownImage(fieldValue)) {
      note(`Invalid image file: ${fieldValue.slice(0, 40)}`);
    }
    if (/^(INT|FLOAT)$/.test(own.fieldType) && !/^-?\d+(\.\d+)?$/.test(fieldValue)) note('not a number');
    if (own.fieldType === 'LIST' && !own.fieldData.includes(JSON.stringify(fieldValue))) isRefused = true;
  }
  return { errors, isRefused };
}
