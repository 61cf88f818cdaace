/** Awaits only what fails at once; what asks the user continues on its own and shows its own errors. */
export async function startInBackground(work: Promise<unknown>): Promise<void> {
  const later = new Promise<void>((resolve) => setTimeout(resolve, 300));
  work.catch(() => undefined);
  await Promise.race([work, later]);
}
