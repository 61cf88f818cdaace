/** Parses the values of calls: the webview is an untrusted client. */
import type * as z from 'zod/mini';
import type { Parsed } from '../../../shared/protocol/connection/rpc';

type ValuesOf<Schemas extends readonly z.ZodMiniType[]> = {
  -readonly [Index in keyof Schemas]: z.infer<Schemas[Index]>;
};

/** Accepts exactly as many values as there are schemas. A problem names the field, without its value. */
export function takes<const Schemas extends readonly z.ZodMiniType[]>(
  ...schemas: Schemas
): (values: readonly unknown[]) => Parsed<ValuesOf<Schemas>> {
  return (values) => {
    if (values.length !== schemas.length) return { problem: `${schemas.length} values expected, not ${values.length}` };
    const parsed: unknown[] = [];
    for (const [index, schema] of schemas.entries()) {
      const result = schema.safeParse(values[index]);
      if (!result.success) return { problem: problemOf(index, result.error.issues[0]) };
      parsed.push(result.data);
    }
    return { values: parsed as ValuesOf<Schemas> };
  };
}

function problemOf(index: number, issue: z.core.$ZodIssue | undefined): string {
  const field = issue?.path.map(String).join('.') ?? '';
  const where = `value ${index + 1}${field === '' ? '' : `, field ${field.slice(0, 80)}`}`;
  return `${where}: ${issue?.code ?? 'invalid'}`;
}
