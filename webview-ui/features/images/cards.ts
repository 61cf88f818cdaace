/** The cards of the page Images, in their order. */
export function cards(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-image]')];
}

export function cardOf(imageId: string | undefined): HTMLElement | undefined {
  return cards().find((card) => card.dataset['image'] === imageId);
}
