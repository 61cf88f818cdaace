// What `vscode` (and in the page `node:*`) means in folders that must not import it, by `paths` of their tsconfig.json: this is
// no module, so every import of it is an error. A path that leads nowhere would not do: TypeScript then looks into @types.
