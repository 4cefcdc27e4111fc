export interface Addresses {
  readonly http: string;
  readonly ws: string;
}

export const probed: readonly string[];

export function probe(name: string, at: Addresses): Promise<{ readonly result: 'takes' | 'refuses' | 'absent'; readonly reason?: string }>;
