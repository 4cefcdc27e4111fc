/** The command line: one ES module. `oxc-parser` stays outside, since its native parser comes with the platform. */

export const bundles = [
  {
    entryPoints: { cli: 'cli.ts' },
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    external: ['oxc-parser'],
    banner: { js: '#!/usr/bin/env node' },
    legalComments: 'none',
  },
];
