/** The cards of the page Pictures, in their order. */
export function cards(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-picture]')];
}

export function cardOf(imageId: string | undefined): HTMLElement | undefined {
  return cards().find((card) => card.dataset['picture'] === imageId);
}
