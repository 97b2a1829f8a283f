/** A list that also finds rows by words, in a parameter of its own. */
import type { ListQuery } from "../../shared/page.ts";
import type { DialectContext } from "./context.ts";
import { refuseTwice } from "./query.ts";
import type { View } from "./view.ts";

/** The view of a list whose parameter `name` takes words. */
export const searching = (view: View, name: string): View => ({
  ...view,
  parameters: [...view.parameters, { name, schema: { type: "string" }, about: "Words to search for." }],
  open(ctx) {
    const opened = view.open(ctx);
    return { ...opened, list: { ...opened.list, ...asked(ctx, name) } };
  },
});

function asked({ request }: DialectContext, name: string): Partial<ListQuery> {
  const seen = new Set<string>();
  const given = request.query.filter(([each]) => each === name);
  for (const [each] of given) refuseTwice(seen, each);
  const [, search] = given[0] ?? [];
  return search === undefined ? {} : { search };
}
