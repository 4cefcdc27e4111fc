/** The types of the package, as they stand beside the bundle. They need those of `eslint` and nothing else. */

import type { Linter, Rule } from 'eslint';

export declare const meta: {
  readonly name: string;
  readonly version: string;
  readonly namespace: string;
};

export declare const rules: Record<string, Rule.RuleModule>;

export declare const configs: {
  /** Reports what is proven or likely. */
  readonly recommended: Linter.Config;
  /** Reports also what is merely possible, and runs more rules. */
  readonly strict: Linter.Config;
};

declare const plugin: {
  meta: typeof meta;
  rules: typeof rules;
  configs: typeof configs;
};

export default plugin;
