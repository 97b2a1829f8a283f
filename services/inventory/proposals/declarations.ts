/** Proposals from pictures (section 19). They change no item. */
import {
  choice,
  count,
  date,
  decimal,
  group,
  id,
  list,
  patterns,
  ref,
  text,
} from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { attributes } from "../pictures/rules/proposals.ts";
import { proposal } from "./proposal.ts";

const MIB = 1024 * 1024;

const proposed = list(
  group({
    id: id({ optional: true, about: "Null: a word that is none of the shop's terms." }),
    label: text({ max: 255 }),
    confidence: decimal({ max: 1 }),
  }),
  { max: 10, about: "The surest first." },
);

export const classifyPictures = operation({
  name: "inventory.picture.classify",
  http: "POST /classify",
  scope: "write:items",
  tag: "pictures",
  body_limit: 30 * MIB,
  about:
    "Classify pictures of a piece. Proposes category, color, brand, fabric and size. Send JPEG, PNG, GIF (first frame) or WebP of at most 20 MiB and 50 megapixels each, in a body of at most 30 MiB. The built-in provider computes colors, and finds category and brand by similarity to the shop's own pictures; `limitations` names what it cannot tell. No picture is stored.",
  input: {
    images: list(
      text({
        max: 30 * MIB,
        about: "data:image/jpeg;base64,… (or png, gif, webp), or an https URL of the public internet.",
      }),
      { min: 1, max: 10 },
    ),
    locale: text({ optional: true, max: 35, pattern: patterns.locale }),
  },
  output: shapeOf({
    proposal_id: id(),
    provider: text(),
    model_version: text(),
    took_ms: count(),
    limitations: list(text(), { about: "no_brand, no_size, no_fabric, provider_unavailable." }),
    category: proposed,
    color: proposed,
    brand: proposed,
    fabric: proposed,
    size: proposed,
  }),
});

export const acceptProposal = operation({
  name: "inventory.picture.accept",
  http: "POST /classify/{id}/accept",
  scope: "write:items",
  tag: "pictures",
  about:
    "Link classified pictures to an item. Tells which item the pictures show, so that similar ones are found and quality is measured. Refused when they are linked to another item.",
  input: { id: id(), item_id: ref("inventory.item") },
  output: entityOf(proposal),
});

export const pictureQuality = operation({
  name: "inventory.picture.quality",
  http: "GET /classify/quality",
  scope: "read:items",
  tag: "pictures",
  about:
    "Get the quality of classifications. Compares the best proposals with the items' values today, over at most the newest 10,000 accepted ones.",
  input: { since: date({ optional: true, about: "Accepted on this day (UTC) or later." }) },
  output: shapeOf({
    data: list(
      group({
        provider: text(),
        attribute: choice(attributes),
        proposed: count(),
        accepted: count({ about: "The item has the proposed value." }),
        changed: count({ about: "The item has another value." }),
        open: count({ about: "The item has no value yet." }),
      }),
    ),
  }),
});
