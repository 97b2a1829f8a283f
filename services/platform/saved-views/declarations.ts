/** Saved views: kept for a member or a role, and read together. */
import { count, group, id, list, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { savedView } from "./saved-view.ts";

const { kind, owner_kind, locale, settings } = savedView.fields;

export const keepViews = operation({
  name: "platform.saved_view.keep",
  about: "Keeps the same settings for each of these owners, in the place of those before.",
  input: { kind, owner_kind, owner_ids: list(id(), { max: 100 }), locale, settings },
  output: shapeOf({ kept: count() }),
});

export const dropViews = operation({
  name: "platform.saved_view.drop",
  about: "Forgets the settings of these owners.",
  input: { kind, owner_ids: list(id(), { max: 100 }), locale },
  output: shapeOf({ dropped: count() }),
});

export const viewsOf = operation({
  name: "platform.saved_view.of",
  about: "The settings of these owners, of those that have any.",
  input: { kind, owner_ids: list(id(), { max: 500 }), locale: text({ max: 20 }) },
  output: shapeOf({ views: list(group(savedView.columns)) }),
});
