/** What was reported last for each document: so that only what has changed is sent again. */

import type { Diagnostic } from 'vscode-languageserver-protocol';

export interface Report {
  /** Changes whenever the items do. */
  readonly id: string;
  readonly items: readonly Diagnostic[];
}

type Listener = (uri: string, report: Report) => void;

export class Reports {
  readonly #byUri = new Map<string, Report & { readonly json: string }>();
  readonly #listeners = new Set<Listener>();
  #ids = 0;

  get(uri: string): Report | undefined {
    return this.#byUri.get(uri);
  }

  /** Documents with findings, and those that had some. */
  all(): Iterable<readonly [uri: string, report: Report]> {
    return this.#byUri;
  }

  get count(): number {
    let count = 0;
    for (const { items } of this.#byUri.values()) count += items.length;
    return count;
  }

  /** Takes what is found in a document now; tells listeners if that is news. */
  set(uri: string, items: readonly Diagnostic[]): Report {
    const json = JSON.stringify(items);
    const known = this.#byUri.get(uri);
    if (known?.json === json) return known;
    const report = { id: String(++this.#ids), items, json };
    const isNews = known !== undefined || items.length > 0;
    this.#byUri.set(uri, report);
    if (isNews) for (const listener of this.#listeners) listener(uri, report);
    return report;
  }

  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
