/** A user at the provider of their platform; the row is made when it is first needed. */
import { notFound } from "../../../shared/errors.ts";
import type { FlowContext } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { marketplaceUser } from "../../accounts/public.ts";
import { platform, providerOf } from "../platforms/platform.ts";
import { adapters } from "../providers/adapters.ts";
import type { Payee } from "../providers/provider.ts";
import { type ProviderAccount, providerAccount } from "./provider-account.ts";

export async function atProvider({ reader, call, meta }: FlowContext, user_id: string) {
  const user = await call(marketplaceUser.actions.get, { id: user_id });
  if (user.is_house) throw notFound("marketplace_user", user_id);
  const { platform_id } = user;
  const [own, known] = await Promise.all([
    reader.load(platform, platform_id),
    reader.findOne(providerAccount, { user_id }),
  ]);
  const provider = providerOf(own, meta.org.mode);
  const { customer_ref = null, account_ref = null } = known ?? {};
  const return_url = own.url ?? null;
  const payee: Payee = { user_id, platform_id, customer_ref, account_ref, return_url };
  return { adapter: adapters[provider], provider, payee };
}

/** Stores the provider's data about a user. */
export async function noteAccount(
  tx: Tx,
  own: Pick<ProviderAccount, "user_id" | "platform_id" | "provider">,
  told: Partial<ProviderAccount>,
): Promise<ProviderAccount> {
  const before = await tx.findOne(providerAccount, { user_id: own.user_id });
  return before ? tx.save(providerAccount, before, told) : tx.insert(providerAccount, { ...own, ...told });
}
