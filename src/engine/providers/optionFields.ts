/** The simple fields of a type's own options, read out of its schema, so that forms need no list of their own. */
import type * as z from 'zod/mini';
import type { OptionField } from '../../providers/contract/configuration';

/** Fields that a form can ask for in one line; nested ones are left to the settings. */
export function optionFieldsOf(schema: z.ZodMiniType): OptionField[] {
  const def = schema.def as Def;
  return Object.entries(def.shape ?? {}).flatMap(([name, field]) => fieldOf(name, field) ?? []);
}

function fieldOf(name: string, schema: z.ZodMiniType): OptionField | undefined {
  let isRequired = true;
  let inner = schema;
  for (let def = inner.def as Def; def.innerType; def = inner.def as Def) {
    if (def.type === 'optional' || def.type === 'default' || def.type === 'prefault' || def.type === 'nullable')
      isRequired = false;
    inner = def.innerType;
  }
  const def = inner.def as Def;
  switch (def.type) {
    case 'string':
      return { name, kind: 'text', isRequired };
    case 'number':
      return { name, kind: 'number', isRequired };
    case 'boolean':
      return { name, kind: 'choice', values: ['true', 'false'], isRequired };
    case 'enum':
      return { name, kind: 'choice', values: Object.values(def.entries ?? {}).map(String), isRequired };
    default:
      return undefined;
  }
}

/** The few parts of a schema's definition that are read here. */
interface Def {
  type: string;
  innerType?: z.ZodMiniType;
  /** Of objects alone. */
  shape?: Record<string, z.ZodMiniType>;
  entries?: Record<string, string | number>;
}
