/** Where the project and the pages of its rules are found. */

export const HOMEPAGE = 'https://github.com/atomics-lint/atomics-lint';

export const docsUrl = (rule: string): string => `${HOMEPAGE}/blob/main/docs/rules/${rule}.md`;
