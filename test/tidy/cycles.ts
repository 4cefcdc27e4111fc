/** Cycles among files: the groups in which each file reaches every other (Tarjan's strongly connected components). */

export function cycles(nodes: readonly string[], targets: (node: string) => readonly string[]): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];

  const visit = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.get(node) ?? 0);
    stack.push(node);
    for (const next of targets(node)) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node) ?? 0, low.get(next) ?? 0));
    }
    if (low.get(node) !== index.get(node)) return;
    const group = stack.splice(stack.indexOf(node));
    if (group.length > 1 || targets(node).includes(node)) found.push(group.sort());
  };

  for (const node of nodes) if (!index.has(node)) visit(node);
  return found;
}
