import { room } from "../../../shared/service/room.ts";
import { optionSchema } from "../product-options/option-schema.ts";
import { optionSchemaInUse, removeOptionSchema } from "./option-schema-uses.ts";
import { changeOptionSchema, createOptionSchema, restoreOptionSchema } from "./save-option-schema.ts";

export const optionSchemasRoom = room({
  resources: [optionSchema],
  handlers: [
    createOptionSchema,
    changeOptionSchema,
    removeOptionSchema,
    restoreOptionSchema,
    optionSchemaInUse,
  ],
});
