export const steps: Record<string, () => Promise<{ ok: boolean; output: string }>>;
