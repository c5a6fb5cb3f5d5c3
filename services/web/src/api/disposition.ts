const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
};

/** The name in a Content-Disposition: the encoded form wins over the plain one, and a folder is never part of it (RFC 6266 §4.3). */
export function fileNameOf(disposition: string | null): string {
  const header = disposition ?? "";
  const encoded = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(header)?.[1] ?? "";
  const plain = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(header);
  const name = decoded(encoded) || (plain?.[1]?.replaceAll(/\\(.)/g, "$1") ?? plain?.[2] ?? "");
  return name.split(/[/\\]/).at(-1)?.trim() ?? "";
}
