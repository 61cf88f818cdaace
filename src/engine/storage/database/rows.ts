/** Reading rows, and asking for several of them. */
import type { Row } from './database';

export function text(row: Row, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : String(value ?? '');
}

export function marks(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}
