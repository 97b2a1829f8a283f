/** Follows signed links. These calls have no tenant yet; the link names it. */
import { count, instant, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { base64, part } from "../files/declarations.ts";

const link = { token: text({ max: 1000 }) } as const;

export const openLink = operation({
  name: "platform.file.open_link",
  about: "What a signed link leads to (DOC-2): 404 for one that was altered, 403 for one that has expired.",
  refuses: ["link_expired"],
  input: link,
  output: shapeOf({ name: text(), mime_type: text(), bytes: count(), sha256: text(), expires_at: instant() }),
});

export const readLinkedChunk = operation({
  name: "platform.file.linked_chunk",
  about: "A part of the file that a signed link leads to.",
  refuses: ["link_expired"],
  input: { ...link, ...part },
  output: shapeOf({ data: base64 }),
});
