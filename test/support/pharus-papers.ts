/** How Pharus's papers are called. */
import type { Json } from "./backroom.ts";
import type { Trial } from "./conformance.ts";
import { micro } from "./makers.ts";
import type { PharusWorld } from "./pharus.ts";

/** Trials by "METHOD /path"; `world` is there once they are called. */
export function paperTrials(world: () => PharusWorld): Record<string, () => Trial> {
  const order = async (): Promise<Json> => {
    const { owner, vendor, materialType } = world();
    const { id } = await owner.ok.post("/materials", {
      ...{ code: `Paper ${Math.random()}`, name: "Paper", type_id: materialType },
    });
    return owner.ok.post("/purchase-orders", {
      ...{ vendor_id: vendor, target_type: "materials" },
      lines: [{ material_id: id, quantity: micro(2), unit_cost: micro(1.5) }],
    });
  };
  return {
    "GET /purchase-orders/{id}/pdf": () => ({
      ...{ foreign: "refused", state: async () => null },
      full: async () => ({ params: { id: (await order()).id } }),
      async proof(_asked, answer) {
        if (!String(answer).startsWith("%PDF-")) throw new Error(String(answer).slice(0, 100));
      },
    }),
  };
}
