export enum Slot {
  /** @region single-writer */
  Write,
  Read,
}
export const Index = {
  /** @region single-writer */
  tail: 4,
  head: 5,
} as const;
