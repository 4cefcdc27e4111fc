// Chase-Lev work stealing
const TOP = 0, BOTTOM = 1;
export class Deque {
  constructor(private readonly c: Int32Array<SharedArrayBuffer>, private readonly tasks: Int32Array<SharedArrayBuffer>) {}
  push(task: number): void {
    const b = Atomics.load(this.c, BOTTOM);
    Atomics.store(this.tasks, b & 255, task);
    Atomics.store(this.c, BOTTOM, b + 1); // strict no-split-update
  }
  pop(): number {
    const b = Atomics.load(this.c, BOTTOM) - 1;
    Atomics.store(this.c, BOTTOM, b); // strict no-split-update
    const t = Atomics.load(this.c, TOP);
    if (t > b) { Atomics.store(this.c, BOTTOM, t); return -1; }
    const task = Atomics.load(this.tasks, b & 255);
    if (t < b) return task;
    const won = Atomics.compareExchange(this.c, TOP, t, t + 1) === t;
    Atomics.store(this.c, BOTTOM, t + 1);
    return won ? task : -1;
  }
  steal(): number {
    const t = Atomics.load(this.c, TOP);
    const b = Atomics.load(this.c, BOTTOM);
    if (t >= b) return -1;
    const task = Atomics.load(this.tasks, t & 255);
    return Atomics.compareExchange(this.c, TOP, t, t + 1) === t ? task : -1;
  }
}
