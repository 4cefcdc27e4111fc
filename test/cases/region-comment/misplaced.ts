/** @region exclusive */ // want region-comment
export const count = 1;
/** @region single-writer */ // want region-comment
export function write(): void {}
/** @region aligned 8 */ // want region-comment
export function align(): void {}
/** @region exclusive */ // want region-comment
export class Ring {
  readonly words = new Int32Array(new SharedArrayBuffer(8));
}
export function inside(words: Int32Array): void {
  /** @region exclusive */ // want region-comment
  words[0] = 1;
}
/** @region exclusive */ // want region-comment
