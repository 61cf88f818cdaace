/** Handler of the comparison. */
import * as vscode from 'vscode';
import type { Easel } from '../../../../engine/surface/easel';
import type { CompareApi, ComparedId, ComparedImage } from '../../../../shared/protocol/pages/compare';
import type { ReferenceImage } from '../../../../shared/model/jobs';
import type { Handlers } from '../../../../shared/protocol/connection/rpc';
import type { HandlerOptions } from '../shared/context';
import { takes } from '../../shared/parseValues';
import * as schema from './schema';

export function compareHandlers({ engine, userState, webview }: HandlerOptions): Handlers<CompareApi> {
  const address = (file: string): string => webview.asWebviewUri(vscode.Uri.file(file)).toString();

  function referenceImage(easel: Easel, reference: ReferenceImage): ComparedImage {
    const { name, width, height, mimeType } = reference;
    return {
      url: address(easel.images.referencePath(reference)),
      name,
      width,
      height,
      hasAlpha: mimeType !== 'image/jpeg',
    };
  }

  function imageOf(easel: Easel, id: ComparedId): ComparedImage | undefined {
    if ('hash' in id) {
      const reference = userState.reference(id.hash);
      return reference && referenceImage(easel, reference);
    }
    const { fileName, width, height, hasAlpha, prompt } = easel.images.get(id.imageId);
    return { url: address(easel.images.path(id.imageId)), name: fileName, width, height, hasAlpha, prompt };
  }

  function originalOf(easel: Easel, id: ComparedId): ComparedImage | undefined {
    if ('hash' in id) return undefined;
    const [original] = easel.jobs.get(easel.images.get(id.imageId).jobId).request.references;
    return original && referenceImage(easel, original);
  }

  return {
    comparison: {
      accepts: takes(schema.comparedIds),
      run: async ([ids]) => {
        const easel = await engine.get();
        const [first] = ids;
        const original = ids.length === 1 && first ? originalOf(easel, first) : undefined;
        return [original, ...ids.map((id) => imageOf(easel, id))].filter((image) => image !== undefined);
      },
    },
  };
}
