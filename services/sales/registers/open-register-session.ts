import { query } from "../../../shared/service/operation.ts";
import { refuseForeignStore } from "../../../shared/service/visible.ts";
import { loadForSale } from "../../inventory/public.ts";
import * as declared from "./declarations.ts";
import { register } from "./register.ts";

export const openRegisterSession = query(
  declared.openRegisterSession,
  async (reader, { register_id }, call) => {
    const till = await reader.get(register, register_id);
    if (till) refuseForeignStore(reader.meta, till.store_id, "/register_id");
    const store_id = till?.store_id ?? null;
    const { store } = await call(loadForSale, { item_ids: [], store_id });
    const timezone = store?.timezone ?? reader.org.timezone;
    return { session_id: till?.open_session_id ?? null, store_id, timezone };
  },
);
