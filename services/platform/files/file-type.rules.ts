/** The type of a file: by its first bytes if they are known, otherwise by its extension (FIL-1). */

/** Forbidden types (DOC-1): files that a browser or a machine would run. */
const FORBIDDEN =
  /^(application\/(x-(msdownload|ms-installer|elf|mach-binary|sh|csh|httpd-php|java-applet|shockwave-flash|bat|msi)|java-archive|vnd\.microsoft\.portable-executable|xhtml\+xml|javascript|ecmascript)|text\/(html|javascript|ecmascript)|image\/svg\+xml)$/;

/** Extensions of programs for which no type is registered. */
const FORBIDDEN_EXTENSIONS = new Set(
  "bat cmd com cpl exe hta jar js mjs msi ps1 scr sh svg svgz vbs wsf".split(" "),
);

const SCRIPTED = /^\s*(<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*)*<(!doctype\s+html|html|head|body|script|svg)\b/i;

export const UNKNOWN_TYPE = "application/octet-stream";

export const extensionOf = (name: string): string =>
  /\.([A-Za-z0-9]{1,12})$/.exec(name)?.[1]?.toLowerCase() ?? "";

/** A file's name, the type of its first bytes, and the type of its extension. */
export type Signs = { name: string; head: Uint8Array; magic: string | undefined; named: string | null };

export type Judgement =
  | { ok: true; mime_type: string }
  | { ok: false; why: "forbidden" | "mismatch"; type: string };

/** Containers, whose first bytes do not show their contents. */
const CONTAINERS = new Set([
  "application/zip",
  "application/x-cfb",
  "application/xml",
  "text/xml",
  "application/gzip",
]);

const same = (one: string, other: string): boolean => {
  const plain = (type: string) => type.replace("/x-", "/").replace("image/jpg", "image/jpeg");
  return plain(one) === plain(other);
};

export function judgeFile({ name, head, magic, named }: Signs): Judgement {
  const text = Buffer.from(head).subarray(0, 1024).toString("latin1");
  const scripted = SCRIPTED.test(text) ? "text/html" : undefined;
  const bad = [scripted, magic, named ?? undefined].find(
    (type) => type !== undefined && FORBIDDEN.test(type),
  );
  if (bad) return { ok: false, why: "forbidden", type: bad };
  if (FORBIDDEN_EXTENSIONS.has(extensionOf(name)))
    return { ok: false, why: "forbidden", type: `a .${extensionOf(name)} file` };
  if (magic === undefined)
    return hasMagic(named) ? mismatch(UNKNOWN_TYPE) : { ok: true, mime_type: named ?? UNKNOWN_TYPE };
  if (named === null || same(magic, named)) return { ok: true, mime_type: magic };
  return CONTAINERS.has(magic) && !hasMagic(named) ? { ok: true, mime_type: named } : mismatch(magic);
}

const mismatch = (type: string): Judgement => ({ ok: false, why: "mismatch", type });

/** Types with known first bytes: a file with other first bytes has none of these types. */
const MAGIC =
  /^(image\/(png|jpeg|gif|webp|tiff|bmp|heic|avif)|application\/(pdf|zip|gzip)|video\/(mp4|webm)|audio\/mpeg)$/;
const hasMagic = (type: string | null): boolean => type !== null && MAGIC.test(type);
