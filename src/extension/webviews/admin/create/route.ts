/** Removes file paths from a route before the page gets it; the host keeps them by hash. */
import type { AdminRoute, RouteImage } from '../../../../shared/protocol/pages/adminRoute';
import type { ReferenceImage } from '../../../../shared/model/jobs';
import type { UserState } from '../../../platform/userState';

export async function routeForPage(
  route: AdminRoute | undefined,
  userState: Pick<UserState, 'saveReferences'>,
): Promise<AdminRoute | undefined> {
  const images = imagesOf(route);
  const references = images.flatMap((image) => ('reference' in image ? [image.reference] : []));
  if (references.length === 0) return route;
  await userState.saveReferences(references);
  if (route?.page === 'create') return { ...route, references: images.map(withoutSource) };
  if (route?.page !== 'compare') return route;
  const [one, other] = route.images;
  return { ...route, images: [withoutSource(one), withoutSource(other)] };
}

function imagesOf(route: AdminRoute | undefined): readonly RouteImage[] {
  if (route?.page === 'create') return route.references ?? [];
  return route?.page === 'compare' ? route.images : [];
}

function withoutSource(image: RouteImage): RouteImage {
  if (!('reference' in image)) return image;
  const { source: _source, ...reference }: ReferenceImage = image.reference;
  return { reference };
}
