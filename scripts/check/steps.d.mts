export const steps: Record<string, () => Promise<{ ok: boolean; output: string }>>;
export const onRequest: string[];
