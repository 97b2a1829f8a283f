/** What pictures suggest (section 19): proposals only, no item is changed by them. */
import { choice, count, date, decimal, group, id, list, ref, text } from "../../../shared/fields/index.ts";
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
    "Proposes category, colour, brand, fabric and size for pictures of one piece (CLS-1). JPEG, PNG, GIF (first frame) or WebP of at most 20 MiB and 50 megapixels each; the body at most 30 MiB. The built-in provider finds colours by computation, and category and brand only by similarity to the shop's own earlier pictures; `limitations` says what it says nothing of. No picture is kept.",
  input: {
    images: list(
      text({
        max: 30 * MIB,
        about: "data:image/jpeg;base64,… (or png, gif, webp), or an https URL of the public internet.",
      }),
      { min: 1, max: 10 },
    ),
    locale: text({ optional: true, max: 35, pattern: /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/ }),
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
    "Tells of which item the pictures are: they serve to find similar ones from then on, and the item's own values to measure quality. 409 when they are another item's.",
  input: { id: id(), item_id: ref("inventory.item") },
  output: entityOf(proposal),
});

export const pictureQuality = operation({
  name: "inventory.picture.quality",
  http: "GET /classify/quality",
  scope: "read:items",
  tag: "pictures",
  about:
    "How the surest proposals compare with what the shop's own items say today (CLS-4), over at most the newest 10,000 accepted ones.",
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
