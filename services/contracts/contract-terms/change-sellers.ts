import { command } from "../../../shared/service/operation.ts";
import { refuseSelfDealing } from "../contracts/check-terms.ts";
import { impossible } from "../contracts/contract-view.ts";
import { editTerms } from "../contracts/save-terms.ts";
import { newSeller, withoutItems } from "../contracts/term-rows.ts";
import * as declared from "./declarations.ts";
import { requireParty, requireRoom, rowWith } from "./part-rows.ts";

export const addContractSeller = command(declared.addContractSeller, {
  gather: (call, { id, user_id }, _meta, reader) => requireParty(call, reader, id, user_id),
  run: (tx, { id, user_id, owed = null }) =>
    editTerms(tx, id, ({ sellers, buyers }) => {
      requireRoom("seller", sellers, user_id);
      if (owed === null) throw withoutItems("/owed");
      refuseSelfDealing(buyers, [{ user_id }], "/user_id");
      return {
        terms: { sellers: [...sellers, { ...newSeller(user_id), pinned: true, owed }] },
        pins: [{ side: "sellers", user_id, pointer: "/owed" }],
      };
    }),
});

export const pinContractSeller = command(declared.pinContractSeller, (tx, { id, seller_id, owed = null }) =>
  editTerms(tx, id, ({ sellers, items }) => {
    const { user_id } = rowWith("seller", sellers, seller_id);
    if (owed === null && !items.some((each) => each.seller_user_id === user_id)) throw withoutItems("/owed");
    const pin = owed === null ? { pinned: false } : { pinned: true, owed };
    return {
      terms: { sellers: sellers.map((each) => (each.id === seller_id ? { ...each, ...pin } : each)) },
      pins: owed === null ? [] : [{ side: "sellers", user_id, pointer: "/owed" }],
    };
  }),
);

export const removeContractSeller = command(declared.removeContractSeller, (tx, { id, seller_id }) =>
  editTerms(tx, id, ({ sellers, items }) => {
    const { user_id } = rowWith("seller", sellers, seller_id);
    if (items.some((each) => each.seller_user_id === user_id))
      throw impossible(
        "/seller_id",
        "seller_has_items",
        "A seller with items stays; remove the items first.",
      );
    return { terms: { sellers: sellers.filter((each) => each.id !== seller_id) } };
  }),
);
