/** The checker as a library: what its commands, the verification and the benchmark are made of. */

export { type CheckOptions, type FailureReport, type Result, check } from './check.ts';
export { type CheckFilesOptions, type Print, HELP, checkFiles, readArguments } from './cli.ts';
export { type EngineName, type Loaded, loadScenarios } from './load-engine.ts';
export { type Mutant, type Mutation, MUTATIONS, mutants } from './mutate/mutants.ts';
