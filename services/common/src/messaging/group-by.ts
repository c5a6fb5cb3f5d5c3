/** Groups in the order of their first member, members in the order given; none is empty. */
export const groupBy = <Item>(items: readonly Item[], keyOf: (item: Item) => string): (readonly [Item, ...Item[]])[] =>
  [...Map.groupBy(items, keyOf).values()] as [Item, ...Item[]][];
