/** URIs of documents and paths of the analysis. A mount maps between the two for one scheme and authority. */

import { URI } from 'vscode-uri';
import { slashed } from '../../rules/analysis/base/path.ts';

export class Mount {
  private constructor(
    readonly scheme: string,
    readonly authority: string,
  ) {}

  static of(uri: string): Mount {
    const { scheme, authority } = URI.parse(uri);
    return new Mount(scheme, authority);
  }

  get isDisk(): boolean {
    return this.scheme === 'file';
  }

  /** Whether a URI has this scheme and authority. */
  holds(uri: string): boolean {
    const { scheme, authority } = URI.parse(uri);
    return scheme === this.scheme && authority === this.authority;
  }

  /** An absolute path with `/`. `untitled:Untitled-1` has none of its own and gets one. */
  path(uri: string): string {
    const parsed = URI.parse(uri);
    const path = this.isDisk ? slashed(parsed.fsPath) : parsed.path;
    const whole = /^(?:\/|[A-Za-z]:)/.test(path) ? path : `/${path}`;
    return whole.length > 1 && whole.endsWith('/') ? whole.slice(0, -1) : whole;
  }

  uri(path: string): string {
    return this.isDisk ? URI.file(path).toString() : URI.from({ scheme: this.scheme, authority: this.authority, path }).toString();
  }
}

const EXTENSIONS: Readonly<Record<string, string>> = { typescript: '.ts', typescriptreact: '.tsx', javascript: '.js', javascriptreact: '.jsx' };

/** The ending that a language gives to a document whose name has none. */
export const extensionOf = (languageId: string): string => EXTENSIONS[languageId] ?? '.js';
