export const FREE = 0;
export const BUSY = FREE + 1;
export enum Cursor {
  Read,
  Write,
}
/** @region single-writer */
export const HEAD = 2;
