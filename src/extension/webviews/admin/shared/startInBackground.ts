/** Waits for what fails at once; what asks the person goes on by itself and shows its own troubles. */
export async function startInBackground(work: Promise<unknown>): Promise<void> {
  const later = new Promise<void>((resolve) => setTimeout(resolve, 300));
  work.catch(() => undefined);
  await Promise.race([work, later]);
}
