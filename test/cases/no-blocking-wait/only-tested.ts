// A `typeof` test is no use.
const isBrowser = typeof window !== 'undefined' && typeof document !== 'undefined';
const words = new Int32Array(new SharedArrayBuffer(4));
export function park(): void {
  if (isBrowser) throw new Error('not on the main thread');
  Atomics.wait(words, 0, 0);
}
interface Rectangle {
  readonly window: { x: number };
  readonly document: string;
}
export const left = (shape: Rectangle): number => shape.window.x + shape.document.length;
export function render(document: { title: string }): string {
  return document.title;
}
export type Page = typeof globalThis.document;
