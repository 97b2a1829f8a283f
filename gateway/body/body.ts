/** Reads a request's body in the media types of its route; limits apply while it is read (API-11). */
import type { IncomingMessage } from "node:http";
import { fail } from "../../shared/errors.ts";
import type { BodyMedia, RouteBody } from "../kit/request.ts";
import { readForm } from "./form.ts";
import { readJson } from "./json.ts";
import { tooLarge } from "./too-large.ts";
import type { RequestBody } from "./uploaded-file.ts";

export const BODY_LIMIT = 1_048_576;

/** The body of a request without one. */
export const noBody: RequestBody = { value: undefined, files: [], dispose: async () => undefined };

const isJson = (type: string) => type === "application/json" || type === "application/merge-patch+json";

/** The body, or an empty one when none was sent. */
export async function readBody(request: IncomingMessage, body: RouteBody | undefined): Promise<RequestBody> {
  const { media = ["application/json"], limit = BODY_LIMIT } = body ?? {};
  const length = request.headers["content-length"];
  const chunked = request.headers["transfer-encoding"] !== undefined;
  if (!chunked && (length === undefined || length === "0")) return noBody;
  if (Number(length) > limit) throw tooLarge(limit);
  const type = (request.headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase();
  const accepted = isJson(type) ? "application/json" : type;
  if (!media.includes(accepted as BodyMedia))
    throw fail("unsupported_media_type", `Send the body with 'Content-Type: ${media.join("' or '")}'.`);
  if (!/^(identity)?$/i.test(request.headers["content-encoding"] ?? ""))
    throw fail("unsupported_media_type", "Send the body without Content-Encoding.");
  if (accepted === "application/json") return { ...noBody, value: await readJson(request, limit) };
  return readForm(request, limit);
}

/** Content of a body that identifies it: files count by their digest, not by where they are kept. */
export const identityOf = ({ value, files }: RequestBody): unknown =>
  files.length === 0
    ? value
    : [value, files.map(({ field, filename, type, sha256 }) => [field, filename, type, sha256])];
