/** How much work something is, told apart from how long a slow or busy machine takes for it. */

/** Milliseconds that processors have spent for this process so far; waiting for one does not count. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
