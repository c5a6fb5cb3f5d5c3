const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
};

const encodedName = (header: string): string =>
  decoded(/;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(header)?.[1] ?? "");

function plainName(header: string): string {
  const [, quoted, token] = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(header) ?? [];
  return quoted?.replaceAll(/\\(.)/g, "$1") ?? token ?? "";
}

/** The name in a Content-Disposition: the encoded form wins over the plain one, and a folder is never part of it (RFC 6266 §4.3). */
export function fileNameOf(disposition: string | null): string {
  const header = disposition ?? "";
  const name = encodedName(header) || plainName(header);
  return name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1).trim();
}
