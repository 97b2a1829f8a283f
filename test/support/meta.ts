/** What a call between services says for whom it is, as the system's own for a client's organization. */
import { resolvePrincipal } from "../../services/accounts/public.ts";
import { newId, sha256 } from "../../shared/ids.ts";
import type { Meta } from "../../shared/meta.ts";
import type { Backroom, Client } from "./backroom.ts";

export async function metaOf({ process }: Backroom, { key }: Client): Promise<Meta> {
  const { principal } = await process.call(resolvePrincipal, { kind: "api_key", value: sha256(key) });
  if (!principal) throw new Error("This key belongs to nobody.");
  return { org: principal.org, actor: { kind: "system", id: "test" }, scopes: ["*"], request_id: newId() };
}
