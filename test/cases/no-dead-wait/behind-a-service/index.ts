import { Gate } from './gate';
export class Service {
  readonly #gate = new Gate();
  start(): void { this.#gate.open(); }
  join(): void { this.#gate.pass(); }
}
