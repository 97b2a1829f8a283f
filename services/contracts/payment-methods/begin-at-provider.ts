import { flow } from "../../../shared/service/operation.ts";
import { atProvider, noteAccount } from "./at-provider.ts";
import * as declared from "./declarations.ts";

/** Their answers contain secrets and are not stored: the same request starts over. */
export const beginPaymentMethod = flow(declared.beginPaymentMethod, async (context, { user_id }) => {
  const { adapter, provider, payee } = await atProvider(context, user_id);
  const { client_secret, customer_ref } = await adapter.setUp(context, payee);
  const own = { user_id, platform_id: payee.platform_id, provider };
  const account = await context.transact(context.meta, { action: declared.beginPaymentMethod.name }, (tx) =>
    noteAccount(tx, own, { customer_ref }),
  );
  return { client_secret, account };
});

export const onboardProviderAccount = flow(declared.onboardProviderAccount, async (context, { user_id }) => {
  const { adapter, provider, payee } = await atProvider(context, user_id);
  const { url, account_ref } = await adapter.onboard(context, payee);
  const own = { user_id, platform_id: payee.platform_id, provider };
  const unit = { action: declared.onboardProviderAccount.name };
  const account = await context.transact(context.meta, unit, (tx) => noteAccount(tx, own, { account_ref }));
  return { onboarding_path: url, account };
});
