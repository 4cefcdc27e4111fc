/**
 * The intermediate representation: what one file does, without its tree.
 *
 * Plain JSON: a `FileIr` can be stringified, cached and read back. Functions are control-flow graphs over instructions
 * in static single assignment form. Variables that closures share are `cells`. Spans are UTF-16 offsets into the file.
 *
 * What an API does (`subarray`, `postMessage`) is not said here: calls stay calls, and `models/` knows their meaning.
 */

/** `[start, end)` in UTF-16 units of the file's text. */
export type At = readonly [start: number, end: number];

/** The instruction that defines a value: its index in `FunctionIr.instrs`. */
export type ValueId = number;
export type BlockId = number;
/** Index into `FileIr.functions`; 0 is the module body. */
export type FunctionId = number;
/** Index into `FileIr.classes`. */
export type ClassId = number;
/** Index into `FileIr.cells`. */
export type CellId = number;

export interface FileIr {
  /** Absolute path. */
  readonly file: string;
  readonly functions: readonly FunctionIr[];
  readonly classes: readonly ClassIr[];
  readonly cells: readonly CellIr[];
  readonly exports: readonly ExportIr[];
  /** Type aliases, interfaces and classes by name, for annotations. */
  readonly types: Readonly<Record<string, TypeIr>>;
  /** The parameters of generic types, by the name of the type; `otherwise` stands for an argument that is not given. */
  readonly typeParameters: Readonly<Record<string, readonly { readonly name: string; readonly otherwise: TypeIr }[]>>;
  readonly regionComments: readonly RegionCommentIr[];
  /** The file mentions `window` or `document` other than in a `typeof` test. */
  readonly usesWindow: boolean;
}

/** A variable that more than one function touches, or one of module scope that is imported or exported. */
export interface CellIr {
  readonly name: string;
  readonly at: At;
  /** The function whose scope declares it. */
  readonly owner: FunctionId;
  readonly type?: TypeIr;
  /** An import binding: `name` is `default`, `*` or the exported name. */
  readonly from?: { readonly source: string; readonly name: string };
  /** Assigned exactly once, where it is declared. */
  readonly constant: boolean;
  readonly exported: boolean;
}

export type ExportIr =
  | { readonly kind: 'cell'; readonly name: string; readonly cell: CellId }
  | { readonly kind: 'reexport'; readonly name: string; readonly source: string; readonly imported: string }
  | { readonly kind: 'star'; readonly source: string };

export type FunctionKind = 'module' | 'function' | 'arrow' | 'method' | 'getter' | 'setter' | 'constructor' | 'initialiser' | 'static';

export interface FunctionIr {
  readonly id: FunctionId;
  readonly name: string;
  readonly kind: FunctionKind;
  readonly at: At;
  /** The function around it; its own id for the module body. */
  readonly parent: FunctionId;
  readonly class?: ClassId;
  readonly async: boolean;
  readonly generator: boolean;
  readonly params: readonly ParamIr[];
  readonly returns?: TypeIr;
  /** Entry is block 0. */
  readonly blocks: readonly BlockIr[];
  readonly instrs: readonly Instr[];
  /** Carries `@region exclusive`: the index of the comment. */
  readonly exclusive?: number;
}

export interface ParamIr {
  readonly name: string;
  readonly at: At;
  readonly type?: TypeIr;
  readonly rest: boolean;
  /** A `@region aligned N` promise, in bytes, and the index of its comment. */
  readonly aligned?: AlignedIr;
}

export interface AlignedIr {
  readonly bytes: number;
  readonly comment: number;
}

export interface BlockIr {
  /** Instructions in order. */
  readonly body: readonly ValueId[];
  readonly end: Terminator;
  /** Where control goes if an instruction of this block throws; absent: out of the function. */
  readonly handler?: BlockId;
  /** The head of a loop whose body is the blocks from which it is reached again. */
  readonly loop?: At;
}

export type Terminator =
  /** `at`: the `break` or `continue` that it stands for. */
  | { readonly kind: 'jump'; readonly to: BlockId; readonly at?: At }
  | { readonly kind: 'branch'; readonly cond: ValueId; readonly yes: BlockId; readonly no: BlockId; readonly at: At }
  | { readonly kind: 'return'; readonly value?: ValueId; readonly at: At }
  | { readonly kind: 'throw'; readonly value: ValueId; readonly at: At }
  /** Leaves the function with the exception that a `finally` was entered with. */
  | { readonly kind: 'rethrow' }
  | { readonly kind: 'unreachable' };

export type Constant = string | number | boolean | null | { readonly bigint: string } | { readonly undefined: true };

/** A key of a property: a known name, or the value of an element index. */
export type Key = string | ValueId;

export interface Arg {
  readonly value: ValueId;
  readonly at: At;
  readonly spread: boolean;
}

interface Base {
  readonly at: At;
}

export type Instr =
  | (Base & { readonly op: 'const'; readonly value: Constant })
  | (Base & { readonly op: 'param'; readonly index: number })
  | (Base & { readonly op: 'this' })
  /** The `arguments` object. */
  | (Base & { readonly op: 'arguments' })
  /** An identifier that no scope of the file declares. */
  | (Base & { readonly op: 'global'; readonly name: string })
  | (Base & { readonly op: 'load'; readonly cell: CellId })
  | (Base & { readonly op: 'store'; readonly cell: CellId; readonly value: ValueId })
  | (Base & { readonly op: 'phi'; readonly from: readonly (readonly [BlockId, ValueId])[]; readonly name: string })
  | (Base & { readonly op: 'closure'; readonly fn: FunctionId })
  | (Base & { readonly op: 'class'; readonly class: ClassId; readonly super?: ValueId })
  | (Base & { readonly op: 'object'; readonly props: readonly PropIr[] })
  | (Base & { readonly op: 'array'; readonly elements: readonly (Arg | null)[] })
  /** `obj[key]` or `obj.key`. `way` tells destructuring from an expression and from the read half of `v[i] += x`. */
  | (Base & { readonly op: 'get'; readonly obj: ValueId; readonly key: Key; readonly objAt: At; readonly keyAt: At; readonly way: 'expression' | 'pattern' | 'update' | 'callee' })
  | (Base & { readonly op: 'set'; readonly obj: ValueId; readonly key: Key; readonly value: ValueId; readonly objAt: At; readonly keyAt: At; readonly valueAt: At;
      /** The binary operator of `v[i] op= x`, `v[i]++` (`+`), with the operand; the read half is `read`. */
      readonly update?: { readonly operator: string; readonly read: ValueId; readonly operand: ValueId; readonly operandAt: At | null };
      /** An expression statement: its value is not used. */
      readonly statement: boolean })
  | (Base & { readonly op: 'delete'; readonly obj: ValueId; readonly key: Key })
  | (Base & { readonly op: 'binary'; readonly operator: string; readonly left: ValueId; readonly right: ValueId })
  | (Base & { readonly op: 'unary'; readonly operator: string; readonly value: ValueId })
  | (Base & { readonly op: 'template'; readonly parts: readonly ValueId[]; readonly texts: readonly string[] })
  | (Base & { readonly op: 'call'; readonly callee: ValueId; readonly calleeAt: At; readonly receiver?: ValueId; readonly args: readonly Arg[]; readonly statement: boolean; readonly optional: boolean })
  | (Base & { readonly op: 'new'; readonly callee: ValueId; readonly calleeAt: At; readonly args: readonly Arg[] })
  | (Base & { readonly op: 'super'; readonly args: readonly Arg[] })
  /** `super.method`; called with `this`. */
  | (Base & { readonly op: 'superGet'; readonly key: string })
  | (Base & { readonly op: 'await'; readonly value: ValueId })
  | (Base & { readonly op: 'yield'; readonly value: ValueId; readonly delegate: boolean })
  /** One element of what `for…of`, `for…in` or an array pattern walks over. `rest` is `[...rest]`. */
  | (Base & { readonly op: 'iterate'; readonly source: ValueId; readonly of: boolean; readonly index: number | null; readonly rest: boolean; readonly sourceAt: At })
  | (Base & { readonly op: 'rest'; readonly source: ValueId; readonly without: readonly string[] })
  | (Base & { readonly op: 'cast'; readonly value: ValueId; readonly type: TypeIr; /** An assertion directly inside another, reported there. */ readonly inner: boolean; readonly valueAt: At })
  /** A value bound to a variable or parameter with a declared type. */
  | (Base & { readonly op: 'declare'; readonly value: ValueId; readonly type: TypeIr; readonly name: string; readonly aligned?: AlignedIr;
      /** A `@region single-writer` promise: the index of the comment. */
      readonly singleWriter?: number })
  | (Base & { readonly op: 'importMeta' })
  | (Base & { readonly op: 'import'; readonly source: ValueId })
  | (Base & { readonly op: 'exception' })
  /** Leaving the scope of `using x`: calls its `Symbol.dispose`. */
  | (Base & { readonly op: 'dispose'; readonly value: ValueId })
  | (Base & { readonly op: 'unknown' });

export type PropIr =
  /** `valueAt` is the whole property where that is a shorthand. */
  | { readonly kind: 'value' | 'getter' | 'setter'; readonly key: Key; readonly value: ValueId; readonly at: At; readonly valueAt: At }
  | { readonly kind: 'spread'; readonly value: ValueId; readonly at: At };

export interface ClassIr {
  readonly id: ClassId;
  readonly name: string;
  readonly at: At;
  /** The function whose body evaluates the class. */
  readonly owner: FunctionId;
  readonly superName?: string;
  readonly fields: readonly FieldIr[];
  readonly methods: readonly MethodIr[];
  readonly constructorFn?: FunctionId;
  /** `private constructor`: only code of the class makes instances. */
  readonly closed?: true;
  /** Runs the instance initialisers, at the start of the constructor or after `super()`. */
  readonly initialiser?: FunctionId;
  /** Runs static initialisers and static blocks, where the class is evaluated. */
  readonly staticInitialiser?: FunctionId;
  readonly exported: boolean;
}

export interface FieldIr {
  /** `#x` for a private name. */
  readonly name: string;
  readonly at: At;
  readonly static: boolean;
  /** `private` in TypeScript or a `#name`. */
  readonly private: boolean;
  readonly type?: TypeIr;
  readonly aligned?: AlignedIr;
  /** A `@region single-writer` promise: the index of the comment. */
  readonly singleWriter?: number;
}

export interface MethodIr {
  readonly name: string;
  readonly at: At;
  readonly kind: 'method' | 'getter' | 'setter';
  readonly static: boolean;
  /** `private` in TypeScript or a `#name`. */
  readonly private: boolean;
  readonly fn: FunctionId;
}

/** A type annotation as syntax; names are resolved by the solver, never by a type checker. */
export type TypeIr =
  | { readonly kind: 'name'; readonly name: string; readonly args: readonly TypeIr[] }
  | { readonly kind: 'union' | 'intersection' | 'tuple'; readonly of: readonly TypeIr[] }
  | { readonly kind: 'array'; readonly element: TypeIr }
  | { readonly kind: 'object'; readonly members: Readonly<Record<string, TypeIr>>; readonly extends: readonly string[] }
  | { readonly kind: 'literal'; readonly value: Constant }
  | { readonly kind: 'function'; readonly returns: TypeIr; readonly params: readonly TypeIr[] }
  | { readonly kind: 'import'; readonly source: string; readonly name: string }
  | { readonly kind: 'class'; readonly class: ClassId }
  | { readonly kind: 'other' };

/** A comment that makes a claim: `@region exclusive`, `@region aligned 8`, `@region single-writer`. */
export interface RegionCommentIr {
  readonly at: At;
  readonly text: string;
  readonly claim: 'exclusive' | 'aligned' | 'single-writer' | 'invalid';
  /** Why it is invalid, as a sentence. */
  readonly problem?: string;
}
