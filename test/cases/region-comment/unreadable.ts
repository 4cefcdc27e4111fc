/** @region aligned 3 */ // want region-comment
export const odd = 3;
/** @region aligned */ // want region-comment
export const none = 0;
/** @region aligned 8192 */ // want region-comment
export const large = 0;
/** @region aligned eight */ // want region-comment
export const word = 0;
/** @region exclusiv */ // want region-comment
export function typo(): void {}
/** @region */ // want region-comment
export function empty(): void {}
/** @region shared read-only */ // want region-comment
export const other = 1;
// @region exclusive
export function lineComment(): void {}
/* @region exclusive */
export function plainBlock(): void {}
export const text = '/** @region exclusive */';
//#region a fold of the editor
export const folded = new Int32Array(new SharedArrayBuffer(8));
//#endregion
