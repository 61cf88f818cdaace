/** What Vite makes of `import.meta.glob` when it bundles the suite. */
interface ImportMeta {
  glob<Module>(pattern: string, options: { eager: true }): Record<string, Module>;
}
