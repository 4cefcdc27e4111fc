export const enum Ctl {
  Frame = 0,
  Quit,
  Ready,
  Size,
}
export const MAX_ENTITIES = 4096;
export const CTL_BYTES = Ctl.Size * Int32Array.BYTES_PER_ELEMENT;
export const POS_OFFSET = (CTL_BYTES + 15) & ~15;
export const TOTAL = POS_OFFSET + MAX_ENTITIES * 2 * Float32Array.BYTES_PER_ELEMENT;
export interface World {
  ctl: Int32Array;
  pos: Float32Array;
}
export function mapWorld(sab: SharedArrayBuffer): World {
  return { ctl: new Int32Array(sab, 0, Ctl.Size), pos: new Float32Array(sab, POS_OFFSET, MAX_ENTITIES * 2) };
}
