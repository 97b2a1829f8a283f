import { instantOf } from "../../../shared/clock.ts";
import { notFound } from "../../../shared/errors.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import { file } from "../files/file.ts";
import * as declared from "./declarations.ts";
import { openToken } from "./link-token.ts";

export const openLink = beforeTenant(declared.openLink, async ({ cipher, lookup }, { token }) => {
  const { file_id, name, until } = openToken(cipher, token);
  const found = await lookup(file, { _id: file_id });
  if (!found) throw notFound("file", file_id);
  const { mime_type, bytes, sha256 } = found.entity;
  return { name, mime_type, bytes, sha256, expires_at: instantOf(until) };
});
