/** A sentence, its articles, and what belongs to it. */
export type Item = { readonly text: string; readonly cite?: string; readonly more?: readonly Item[] };
