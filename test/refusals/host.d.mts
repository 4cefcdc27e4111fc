import type { Addresses } from './probes.mjs';

export function serve(): Promise<{ readonly at: Addresses; readonly reported: Promise<unknown>; close(): void }>;
