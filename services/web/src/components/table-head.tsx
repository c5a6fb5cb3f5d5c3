/** The heads of columns. The roles are said again, since a table that is laid out as cards on a phone loses them. */
export function TableHead({ words }: { words: readonly string[] }) {
  return (
    <thead role="rowgroup">
      <tr role="row">
        {words.map((word) => (
          <th key={word} role="columnheader" scope="col">
            {word}
          </th>
        ))}
      </tr>
    </thead>
  );
}
