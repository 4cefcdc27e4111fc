export class Position {
  constructor(sab) {
    if (!(sab instanceof SharedArrayBuffer)) throw new TypeError('shared memory, please');
    this.view = new DataView(sab, 0, 16);
  }
  set(x, y) {
    this.view.setFloat32(0, x);
    this.view.setFloat32(4, y);
  }
  get x() {
    return this.view.getFloat32(0); // strict no-torn-access
  }
  get y() {
    return this.view.getFloat32(4); // strict no-torn-access
  }
  get tag() {
    return this.view.getUint8(12);
  }
}
