/** The terms that a provider chooses from. */
import type { Call } from "../../../shared/service/reference.ts";
import { brand, category, color, fabric, size } from "../../catalog/public.ts";
import { heuristic } from "../pictures/heuristic.ts";
import type { Provider, Taxonomy } from "../pictures/provider.ts";
import type { Term } from "../pictures/rules/proposals.ts";

/** The maximum number of terms of one kind. */
const limit = 500;

const named = ({ data }: { data: readonly Term[] }): Term[] => data.map(({ id, name }) => ({ id, name }));

/** The built-in provider needs the palette only. */
export async function taxonomyFor(call: Call, provider: Provider): Promise<Taxonomy> {
  const whole = provider !== heuristic;
  const [colors, categories, brands, fabrics, sizes] = await Promise.all([
    call(color.actions.list, { limit }),
    whole ? call(category.actions.list, { limit }) : { data: [] },
    whole ? call(brand.actions.list, { limit }) : { data: [] },
    whole ? call(fabric.actions.list, { limit }) : { data: [] },
    whole ? call(size.actions.list, { limit }) : { data: [] },
  ]);
  return {
    color: colors.data.map(({ id, name, hex }) => ({ id, name, ...(hex ? { hex } : {}) })),
    category: named(categories),
    brand: named(brands),
    fabric: named(fabrics),
    size: named(sizes),
  };
}
