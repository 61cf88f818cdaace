/** Reads values of rows, and lists placeholders. */
import type { Row } from './database';

export function text(row: Row, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : String(value ?? '');
}

export function placeholders(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}
