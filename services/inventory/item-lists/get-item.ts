import { query } from "../../../shared/service/operation.ts";
import { loadItem } from "../items/load-item.ts";
import * as declared from "./declarations.ts";
import { view } from "./item-view.ts";

export const getItem = query(declared.getItem, async (reader, { id }) =>
  view(reader, await loadItem(reader, id)),
);
