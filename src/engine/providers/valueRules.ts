/** What a schema wants of a value, as data: the schema library's own English never reaches the user. */
import * as z from 'zod/mini';
import type { ValueRule } from '../domain/settingProblem';

/** The part of JSON Schema that rules are read from. */
interface Node {
  type?: string;
  enum?: readonly unknown[];
  anyOf?: readonly Node[];
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  items?: Node | readonly Node[];
  properties?: Record<string, Node>;
  additionalProperties?: Node | boolean;
}

/** An error function for parsing: leaves the texts empty, so that only those that a schema brings are left. */
export const withoutTexts = (): string => '';

/** The rule that an issue is about; undefined where none can be told. @param schema The one that was parsed with. */
export function ruleOf(schema: z.ZodMiniType, issue: z.core.$ZodIssue): ValueRule | undefined {
  switch (issue.code) {
    case 'invalid_type':
    case 'invalid_value':
      return typeRule(nodeAt(schema, issue.path));
    case 'too_small':
    case 'too_big':
      return sizeRule(nodeAt(schema, issue.path));
    case 'invalid_format':
      if (issue.format === 'url') return { kind: 'url' };
      return issue.message === '' ? { kind: 'format' } : { kind: 'example', example: issue.message };
    case 'invalid_key':
      return { kind: 'name' };
    case 'invalid_union':
      return { kind: 'simple' };
    default:
      return undefined;
  }
}

function nodeAt(schema: z.ZodMiniType, path: readonly PropertyKey[]): Node {
  const root = z.toJSONSchema(schema, { io: 'input', target: 'draft-7', unrepresentable: 'any' }) as Node;
  return path.reduce<Node>((node, part) => childOf(node, part) ?? {}, root);
}

function childOf({ items, properties, additionalProperties: others }: Node, part: PropertyKey): Node | undefined {
  if (typeof part === 'number') return isTuple(items) ? items[part] : items;
  return properties?.[String(part)] ?? (typeof others === 'object' ? others : undefined);
}

function isTuple(items: Node['items']): items is readonly Node[] {
  return Array.isArray(items);
}

function typeRule(node: Node): ValueRule | undefined {
  if (node.enum) return { kind: 'one-of', values: node.enum.map((value) => JSON.stringify(value)) };
  switch (node.type) {
    case 'string':
      return { kind: 'text' };
    case 'boolean':
      return { kind: 'flag' };
    case 'integer':
    case 'number':
      return numberRule(node);
    case 'array':
      return { kind: 'list' };
    case 'object':
      return { kind: 'object' };
    default:
      return node.anyOf ? { kind: 'simple' } : undefined;
  }
}

function sizeRule(node: Node): ValueRule | undefined {
  switch (node.type) {
    case 'string':
      return {
        kind: 'length',
        min: node.minLength ?? 0,
        ...(node.maxLength === undefined ? {} : { max: node.maxLength }),
      };
    case 'array':
      return node.maxItems === undefined ? { kind: 'list' } : { kind: 'items', max: node.maxItems };
    default:
      return typeRule(node);
  }
}

function numberRule({ type, minimum, exclusiveMinimum, maximum }: Node): ValueRule {
  const isWhole = type === 'integer';
  // Only positive whole numbers are declared with an open bound.
  const min = isWhole && exclusiveMinimum !== undefined ? exclusiveMinimum + 1 : minimum;
  return {
    kind: isWhole ? 'whole' : 'number',
    ...(min === undefined || min === Number.MIN_SAFE_INTEGER ? {} : { min }),
    ...(maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? {} : { max: maximum }),
  };
}
