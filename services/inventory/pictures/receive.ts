/** Receives pictures: `data:` URIs, or https URLs, which it fetches. */
import { guardedFetch } from "../../../shared/net/guarded-fetch.ts";
import { type Decoded, decode, MAX_BYTES } from "./decode.ts";

const PREFIX = /^data:image\/(jpe?g|png|gif|webp);base64,/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

export type ReceiveOptions = {
  /** The time limit of fetching. */
  timeout_ms: number;
  allowed_hosts?: readonly string[];
};

const unusable = (code: string, message: string): Decoded => ({ ok: false, code, message });

async function inline(text: string, [prefix, type]: RegExpExecArray): Promise<Decoded> {
  const content = text.slice(prefix.length);
  if (content.length > Math.ceil(MAX_BYTES / 3) * 4)
    return unusable("too_large", "A picture may have at most 20 MiB.");
  if (content.length % 4 !== 0 || !BASE64.test(content))
    return unusable("malformed_base64", "The picture's base64 is not well formed.");
  return decode(Buffer.from(content, "base64"), type === "jpg" ? "jpeg" : type);
}

async function fetched(url: string, options: ReceiveOptions): Promise<Decoded> {
  const found = await guardedFetch(url, { max_bytes: MAX_BYTES, ...options });
  if (!found.ok) return unusable(found.reason, found.message);
  if (found.status !== 200) return unusable("not_found", `The address answers with status ${found.status}.`);
  return decode(found.body);
}

/** One picture, or why it cannot be used. */
export async function receive(text: string, options: ReceiveOptions): Promise<Decoded> {
  const prefix = PREFIX.exec(text.slice(0, 40));
  if (prefix) return inline(text, prefix);
  if (/^https?:/i.test(text)) return fetched(text, options);
  return unusable("invalid_picture", "A picture is a data URI of a JPEG, PNG, GIF or WebP, or an https URL.");
}
