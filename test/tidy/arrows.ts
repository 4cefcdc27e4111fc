/**
 * The parts of the project and what each may import. ARCHITECTURE.md draws the same picture.
 *
 * `base` is free to all and not listed. A part that is not named as a key imports nothing but `base`.
 */

export interface Part {
  readonly name: string;
  readonly files: RegExp;
}

/** The first that matches is the part of a file. */
export const PARTS: readonly Part[] = [
  { name: 'base', files: /^rules\/analysis\/base\// },
  { name: 'parse', files: /^rules\/analysis\/parse\// },
  { name: 'ir', files: /^rules\/analysis\/ir\// },
  { name: 'models', files: /^rules\/analysis\/models\// },
  { name: 'lower', files: /^rules\/analysis\/lower\// },
  { name: 'domains', files: /^rules\/analysis\/solve\/(?:range|number|bigint|value|events)\.ts$/ },
  { name: 'solve', files: /^rules\/analysis\/solve\// },
  { name: 'facts', files: /^rules\/analysis\/facts\// },
  { name: 'pipeline', files: /^rules\/analysis\/pipeline\.ts$/ },
  { name: 'resolve', files: /^rules\/analysis\/resolve(?:\.ts$|\/)/ },
  { name: 'project', files: /^rules\/analysis\/(?:discover\.ts$|project\.ts$|project\/)/ },
  { name: 'catalogue', files: /^rules\/kit\/(?:registry|lint)\.ts$/ },
  { name: 'kit', files: /^rules\/kit\// },
  { name: 'host', files: /^rules\/(?:disk|oxc|oxc-tree)\.ts$/ },
  { name: 'present', files: /^rules\/present\// },
  { name: 'plugin', files: /^rules\/plugin\.ts$/ },
  { name: 'build', files: /^(?:scripts\/|(?:rules|server|client|snippets)\/build\.mjs$)/ },
  { name: 'rules', files: /^rules\// },
  { name: 'protocol', files: /^server\/protocol\.ts$/ },
  { name: 'server', files: /^server\// },
  { name: 'client', files: /^client\// },
  { name: 'snippets', files: /^snippets\// },
  { name: 'test', files: /^test\// },
];

/**
 * `types of x` allows imports that are erased. `domains` are the values in which the solver answers (numbers, ranges,
 * views): whoever reads facts reads them, and nobody outside `facts` sees the solver itself.
 */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  lower: ['parse', 'ir', 'models'],
  models: ['ir'],
  domains: ['ir', 'models'],
  solve: ['ir', 'models', 'domains'],
  facts: ['ir', 'models', 'domains', 'solve'],
  pipeline: ['parse', 'ir', 'lower', 'solve', 'facts', 'types of project'],
  project: ['parse', 'ir', 'pipeline', 'resolve', 'facts', 'domains', 'types of solve'],
  kit: ['facts', 'models', 'domains', 'types of ir', 'types of parse'],
  rules: ['kit', 'facts', 'models', 'domains', 'types of ir'],
  catalogue: ['kit', 'rules', 'project', 'facts'],
  host: ['parse'],
  present: ['kit', 'catalogue', 'host', 'types of facts', 'types of project'],
  plugin: ['kit', 'catalogue', 'present'],
  protocol: ['types of kit'],
  server: ['protocol', 'parse', 'host', 'project', 'facts', 'kit', 'catalogue', 'present', 'snippets'],
  client: ['protocol', 'snippets'],
  build: ['build'],
  test: ['*'],
};

export const partOf = (file: string): string | undefined => PARTS.find(({ files }) => files.test(file))?.name;

export function isAllowed(from: string, to: string, isType: boolean): boolean {
  if (from === to || to === 'base') return true;
  const allowed = MAY_IMPORT[from] ?? [];
  return allowed.includes('*') || allowed.includes(to) || (isType && allowed.includes(`types of ${to}`));
}
