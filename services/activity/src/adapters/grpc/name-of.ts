/** The domain's name of a choice of the contract; undefined for one that was not sent. */
export const nameOf = <Name extends string, Wire>(
  names: Readonly<Record<Name, Wire>>,
  wire: Wire | undefined,
): Name | undefined => (Object.keys(names) as Name[]).find((name) => names[name] === wire);
