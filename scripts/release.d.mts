export function releaseNotes(release: { tag: string; version: string; changelog: string }): string;
