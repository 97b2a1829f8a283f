/** Up to which change of a row its pictures are known: news that arrives late changes nothing (EVT-2). */
import { count, instant } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

export const pictureHolder = resource({
  service: "platform",
  name: "picture_holder",
  plural: "picture_holders",
  fields: {
    seq: count({ about: "Of the last change." }),
    heard_at: instant(),
  },
  globalIndexes: [{ heard_at: 1 }],
  hardDelete: true,
  verbs: [],
});
