/** Statements that need more than their parts: loops, which can spin, and blocks with `using`. */

import type { Printer } from './printer.ts';
import { type Node, boundNames, child, list, nameOf, ownNodes } from './tree.ts';

/** Variables that one iteration may leave changed for the next: assigned in the loop, declared outside its body. */
function carried(loop: Node): string[] {
  const body = child(loop, 'body');
  const assigned = new Set<string>();
  const inner = new Set<string>();
  const visit = (n: Node): void => {
    if (n.type === 'AssignmentExpression') for (const name of boundNames(child(n, 'left'))) assigned.add(name);
    if (n.type === 'UpdateExpression' && nameOf(child(n, 'argument'))) assigned.add(nameOf(child(n, 'argument'))!);
  };
  ownNodes(loop, visit);
  ownNodes(body, (n) => {
    if (n.type === 'VariableDeclarator') for (const name of boundNames(child(n, 'id'))) inner.add(name);
  });
  return [...assigned].filter((name) => !inner.has(name));
}

/** `label` stays directly before the loop, or `continue label` would not find it. */
export function loopText(printer: Printer, loop: Node, label: string): string {
  const body = child(loop, 'body');
  const site = printer.site(loop);
  const state = carried(loop);
  const head = `$.head($l${site},${[site, ...state].join(',')});`;
  // Without a body the test alone is the iteration, so the loop's start counts as the start of one.
  const empty = loop.type === 'WhileStatement' && (body.type === 'EmptyStatement' || (body.type === 'BlockStatement' && list(body, 'body').length === 0));
  const before = printer.weave(loop, loop.start, body.start);
  const after = printer.weave(loop, body.end, loop.end);
  const inner = printer.print(body);
  return `{const $l${site}=$.loop();${empty ? head : ''}${label}${before}{${head}${inner}}${after}}`;
}

/** `using x = f();` becomes `const x = f(); try { rest } finally { dispose }`, so that disposal can be interleaved. */
export function usingBlock(printer: Printer, block: Node): string {
  const resources = list(block, 'body').filter((s) => s.type === 'VariableDeclaration' && s['kind'] === 'using');
  if (resources.length === 0) return printer.weave(block);
  let out = '';
  let at = block.start;
  let closing = '';
  for (const statement of resources) {
    const names = list(statement, 'declarations').flatMap((d) => boundNames(child(d, 'id')));
    out += `${printer.weave(block, at, statement.start)}const${printer.weave(statement, statement.start + 'using'.length)}try{`;
    closing = `}finally{${names.reverse().map((n) => printer.value(statement, `${n}?.[Symbol.dispose]()`)).join(';')}}${closing}`;
    at = statement.end;
  }
  return `${out}${printer.weave(block, at, block.end - 1)}${closing}}`;
}

export function labelled(printer: Printer, node: Node): string {
  const body = child(node, 'body');
  if (!/^(?:While|DoWhile|For)Statement$/.test(body.type)) return printer.weave(node);
  return loopText(printer, body, printer.source.slice(node.start, body.start));
}
