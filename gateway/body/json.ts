/** Reads a JSON body, and refuses encoding, size and syntax as early as possible (API-11). */
import type { IncomingMessage } from "node:http";
import { fail, invalidField } from "../../shared/errors.ts";
import { parseStrictJson } from "./strict-json.ts";
import { tooLarge } from "./too-large.ts";

/** The parsed value, or undefined when the body is empty. */
export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  const bytes = await readBytes(request, limit);
  if (bytes.length === 0) return undefined;
  const text = bytes.toString("utf8");
  if (!isUtf8(bytes, text)) throw invalidField("", "malformed_utf8", "The body is not UTF-8.");
  // Some clients on Windows begin with a byte order mark (RFC 8259, 8.1).
  return parseStrictJson(text.replace(/^\uFEFF/, ""));
}

/** A replacement character that is in the text but not in the bytes means invalid UTF-8. */
const isUtf8 = (bytes: Buffer, text: string) =>
  !text.includes("\uFFFD") || bytes.equals(Buffer.from(text, "utf8"));

/** The bytes of a body of at most `limit`. */
export function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        request.pause();
        reject(tooLarge(limit));
      } else chunks.push(chunk);
    });
    request.on("end", () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on("error", reject);
    request.on("aborted", () =>
      reject(fail("validation_failed", "The connection closed before the body was complete.")),
    );
  });
}
