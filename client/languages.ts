/** The languages that are analysed. */

export const LANGUAGES = ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'];
