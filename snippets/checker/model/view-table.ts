/** What is known of the views that an execution uses: asking a typed array for its buffer costs as much as an operation. */

import type { Region, Regions } from './region.ts';

export interface KnownView {
  readonly view: ArrayBufferView;
  /** Absent if the buffer is not shared. */
  readonly region: Region | undefined;
  readonly offset: number;
  /** Bytes an element; 1 for a DataView. */
  readonly width: number;
  readonly length: number;
  /** Its length may change, as that of the buffer does. */
  readonly tracking: boolean;
}

/** More than most executions use; beyond that, the oldest are forgotten. */
const SIZE = 16;

export class ViewTable {
  private readonly known: KnownView[] = [];
  private used = 0;
  private oldest = 0;

  constructor(private readonly regions: Regions) {}

  clear(): void {
    this.used = this.oldest = 0;
  }

  of(view: ArrayBufferView): KnownView {
    for (let i = 0; i < this.used; i++) if (this.known[i]!.view === view) return this.known[i]!;
    const entry = this.look(view);
    if (entry.tracking) return entry;
    if (this.used < SIZE) this.known[this.used++] = entry;
    else this.known[this.oldest++ % SIZE] = entry;
    return entry;
  }

  private look(view: ArrayBufferView): KnownView {
    const { buffer } = view;
    const region = buffer instanceof SharedArrayBuffer ? this.regions.of(buffer) : undefined;
    const { BYTES_PER_ELEMENT: width = 1, length = view.byteLength } = view as Partial<Int32Array>;
    return { view, region, offset: view.byteOffset, width, length, tracking: region?.limit !== undefined };
  }
}
