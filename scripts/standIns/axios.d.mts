import type { Plugin } from 'vite';

export function axiosParts(): Plugin;
