// A generic wrapper with overloads.
type AtomicArray = Int32Array | Uint32Array | BigInt64Array;
export class AtomicCell<T extends AtomicArray> {
  constructor(private readonly view: T, private readonly index: number) {}
  get(): T extends BigInt64Array ? bigint : number {
    return Atomics.load(this.view as Int32Array, this.index) as never;
  }
}
export class Ticket {
  private readonly tickets = new BigUint64Array(new SharedArrayBuffer(16));
  take(): bigint {
    return Atomics.add(this.tickets, 0, 1n);
  }
  serve(): void {
    Atomics.add(this.tickets, 1, BigInt(1));
    Atomics.notify(this.tickets as unknown as BigInt64Array, 1); // want valid-operand
  }
  isServed(ticket: number): boolean {
    return Atomics.compareExchange(this.tickets, 1, ticket, ticket) === BigInt(ticket); // want valid-operand
  }
}
