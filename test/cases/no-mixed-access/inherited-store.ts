// An entity component system with structure-of-arrays storage over one region; a generation word guards each slot.
const MAX = 1024;

export class TransformStore {
  static readonly BYTES = MAX * (4 + 4 + 4 + 4);
  readonly generation: Uint32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly rotation: Float32Array;
  constructor(readonly sab: SharedArrayBuffer) {
    this.generation = new Uint32Array(sab, 0, MAX);
    this.x = new Float32Array(sab, MAX * 4, MAX);
    this.y = new Float32Array(sab, MAX * 8, MAX);
    this.rotation = new Float32Array(sab, MAX * 12, MAX);
  }
  isAlive(entity: number, generation: number): boolean {
    return Atomics.load(this.generation, entity) === generation;
  }
  kill(entity: number): void {
    Atomics.add(this.generation, entity, 1);
  }
  move(entity: number, dx: number, dy: number): void {
    this.x[entity] += dx;
    this.y[entity] += dy;
  }
}

export class UncheckedStore extends TransformStore {
  revive(entity: number): number {
    return ++this.generation[entity]; // want no-mixed-access
  }
}
