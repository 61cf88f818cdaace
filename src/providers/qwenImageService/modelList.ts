/** The models, with the aspect ratios that the service lists: servers may have more than the usual seven. */
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { readJson } from '../../http/answer/schema';
import { EaselError, fail } from '../../shared/model/easelError';
import type { Model, Sizes } from '../contract/model';
import { getPublic } from './administration';
import { ratiosSchema } from './api';
import { knownModels, modelsWith } from './models';
import type { Context } from './session';

/** The second is the path of the oldest release. */
const paths = ['/text-to-image/aspect-ratios', '/aspect-ratios'] as const;

const maxRatios = 100;
/** Pixels of a side. */
const maxSide = 16_384;

/** A service without such a list gets the known ratios. */
export async function models(context: Context): Promise<readonly Model[]> {
  for (const path of paths) {
    const answer = await getExisting(context, path);
    if (answer) return modelsWith(context.config, usableSizes(readJson(answer, ratiosSchema)));
  }
  return knownModels(context.config);
}

/** Reads the list only for a ratio that isn't a usual one. @throws EaselError `ratio-unknown` for one that isn't listed. */
export async function checkRatio(ratio: string, context: Context): Promise<void> {
  const isIn = (ratios: readonly string[]): boolean => ratios.includes(ratio);
  const ratiosOf = ([model]: readonly Model[]): readonly string[] => model?.kinds.generate?.ratios ?? [];
  if (isIn(ratiosOf(knownModels(context.config)))) return;
  const listed = ratiosOf(await models(context));
  if (isIn(listed)) return;
  const values = { ratio: ratio.slice(0, 40), allowed: listed.join(', ') };
  throw fail('bad-request', { reason: 'ratio-unknown', values });
}

async function getExisting(context: Context, path: string): Promise<HttpAnswer | undefined> {
  try {
    return await getPublic(context, path);
  } catch (thrown) {
    if (thrown instanceof EaselError && thrown.failure.status === 404) return undefined;
    throw thrown;
  }
}

/** The square first, because the first ratio is the default. */
function usableSizes(listed: Sizes): Sizes {
  const usable = Object.entries(listed).filter(
    ([name, size]) =>
      /^[^\p{C}]{1,40}$/u.test(name) && size.every((side) => Number.isInteger(side) && side > 0 && side <= maxSide),
  );
  const square = usable.filter(([name]) => name === '1:1');
  return Object.fromEntries([...square, ...usable].slice(0, maxRatios));
}
