/** The plugin: one ES module. `oxc-parser` stays outside, since its native parser comes with the platform. */

export const bundles = [
  {
    entryPoints: { plugin: 'plugin.ts' },
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    external: ['oxc-parser', 'ignore'],
    outExtension: { '.js': '.mjs' },
    sourcemap: false,
    legalComments: 'none',
  },
];
