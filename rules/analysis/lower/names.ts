/**
 * Which variable an identifier means, and which variables a function can keep to itself.
 *
 * A variable is *tracked* (in static single assignment form) in the function that declares it if that function makes
 * all writes to it; it is also a *cell* if another function reads or writes it or the module exports it.
 */

import type { Reference, Scope, ScopeManager, Variable } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES as N, type TSESTree } from '@typescript-eslint/types';

type Node = TSESTree.Node;

export interface Names {
  /** The variable that an identifier refers to or declares; undefined for a global of the host. */
  variable(identifier: Node): Variable | undefined;
  isTracked(variable: Variable): boolean;
  isShared(variable: Variable): boolean;
  /** Assigned exactly once, at its declaration. */
  isConstant(variable: Variable): boolean;
  /** Tracked variables of one function that are written inside a stretch of text. */
  writtenIn(owner: Node, range: readonly [number, number]): Variable[];
  /** Variables that a declaration, function or class declares. */
  declaredBy(node: Node): readonly Variable[];
}

interface Use {
  readonly functions: Set<Node>;
  readonly writers: Set<Node>;
  writes: number;
}

const OWN_ACTIVATION = new Set(['function', 'module', 'global', 'class-field-initializer', 'class-static-block']);

/** The node whose activation runs the code of a scope: a function, the program, or an initialiser. */
export function activation(scope: Scope): Node {
  let at: Scope | null = scope;
  while (at && !OWN_ACTIVATION.has(at.type)) at = at.upper;
  return (at ?? scope).block;
}

export function resolveNames(manager: ScopeManager, exported: ReadonlySet<string>): Names {
  const byIdentifier = new Map<Node, Variable>();
  const uses = new Map<Variable, Use>();
  const writes = new Map<Node, { at: number; variable: Variable }[]>();

  for (const scope of manager.scopes) {
    for (const variable of scope.variables) {
      const own = outermost(variable);
      for (const identifier of own.identifiers) byIdentifier.set(identifier, own);
      if (!uses.has(own)) uses.set(own, { functions: new Set([home(own)]), writers: new Set(), writes: 0 });
    }
  }
  for (const scope of manager.scopes) for (const reference of scope.references) note(reference);
  for (const list of writes.values()) list.sort((a, b) => a.at - b.at);

  function note(reference: Reference): void {
    if (!reference.resolved || reference.resolved.defs.length === 0) return;
    const variable = outermost(reference.resolved);
    byIdentifier.set(reference.identifier as Node, variable);
    const use = uses.get(variable);
    if (!use) return;
    const where = activation(reference.from);
    use.functions.add(where);
    if (!reference.isWrite()) return;
    use.writers.add(where);
    use.writes++;
    const list = writes.get(where) ?? [];
    writes.set(where, list);
    list.push({ at: reference.identifier.range[0], variable });
  }

  const isTracked = (variable: Variable): boolean => {
    const use = uses.get(variable);
    return use !== undefined && !isImport(variable) && [...use.writers].every((writer) => writer === home(variable));
  };
  const isShared = (variable: Variable): boolean => {
    const use = uses.get(variable);
    return use === undefined || use.functions.size > 1 || (isTopLevel(variable) && exported.has(variable.name));
  };

  return {
    variable: (identifier) => byIdentifier.get(identifier),
    isTracked,
    isShared,
    isConstant: (variable) => {
      const use = uses.get(variable);
      const kind = variable.defs[0]?.type as string | undefined;
      return use !== undefined && (use.writes === 0 || (use.writes === 1 && kind === 'Variable'));
    },
    writtenIn: (owner, [start, end]) => {
      const found = new Set<Variable>();
      for (const { at, variable } of from(writes.get(owner) ?? [], start)) {
        if (at >= end) break;
        if (isTracked(variable) && home(variable) === owner && !declaredInside(variable, start, end)) found.add(variable);
      }
      return [...found];
    },
    declaredBy: (node) => manager.getDeclaredVariables(node as never),
  };
}

/** The entries from the first at or behind `start`; the list is sorted. */
function* from<T extends { at: number }>(list: readonly T[], start: number): Iterable<T> {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.at ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  for (let i = low; i < list.length; i++) yield list[i] as T;
}

const home = (variable: Variable): Node => activation(variable.scope);

/** An import's value is another file's. */
const isImport = (variable: Variable): boolean => (variable.defs[0]?.type as string | undefined) === 'ImportBinding';

const isTopLevel = (variable: Variable): boolean => home(variable).type === N.Program;

/** A block-scoped variable of the stretch itself is a new one each time round, and nobody behind it sees it. */
function declaredInside(variable: Variable, start: number, end: number): boolean {
  const { block, type } = variable.scope;
  return type !== 'function' && block.range[0] >= start && block.range[1] <= end && (block.range[0] > start || block.range[1] < end);
}

/** A class declaration has a second variable inside its own scope; both mean the class. */
function outermost(variable: Variable): Variable {
  const { scope, defs } = variable;
  const node = defs[0]?.node;
  if ((scope.type as string) !== 'class' || !node || node.type !== N.ClassDeclaration) return variable;
  return scope.upper?.set.get(variable.name) ?? variable;
}
