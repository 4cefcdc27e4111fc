// None of these uses the page.
const lock = new Int32Array(new SharedArrayBuffer(4));
export function park(window: { x: number }): number {
  Atomics.wait(lock, 0, 0, 1);
  return window.x;
}
export type Page = typeof document;
export interface Shown {
  document: Document;
  window?: Window;
}
export const keys = { window: 1, document: 2 };
export const text = 'document.title'; // document.title
export const isPage = typeof document === 'object' && globalThis.document !== undefined;
for (const document of [1]) if (document) break;
