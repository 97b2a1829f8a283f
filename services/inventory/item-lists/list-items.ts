import { listQueryOf, query } from "../../../shared/service/operation.ts";
import { item } from "../items/item.ts";
import * as declared from "./declarations.ts";
import { viewEach } from "./item-view.ts";
import { listedBy } from "./listed-by.ts";

export const listItems = query(declared.listItems, async (reader, input) => {
  const { query: asked, where } = await listedBy(reader, listQueryOf(input));
  const page = await reader.page(item, asked, where);
  return { ...page, data: await viewEach(reader, page.data) };
});
