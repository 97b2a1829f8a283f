/** Calls of payment providers that were never answered, of one organization. */
import { parseArgs } from "node:util";
import { organizationIds } from "../../services/accounts/public.ts";
import { askProviderCall, providerCall, resolveProviderCall } from "../../services/contracts/public.ts";
import type { Meta } from "../../shared/meta.ts";
import { serviceNames } from "../node.ts";
import type { RunningProcess } from "../process.ts";
import { metaOf } from "./tenant.ts";
import { say, sentence, withServices } from "./with-services.ts";

const text = { type: "string" } as const;
const options = {
  ...{ organization: text, id: text, outcome: text },
  ...{ "provider-ref": text, reason: text },
} as const;

type Given = { [name in keyof typeof options]?: string | undefined };
type Work = (running: RunningProcess, meta: Meta, given: Given) => Promise<void>;

async function list(running: RunningProcess, meta: Meta): Promise<void> {
  const conditions = [{ field: "status", op: "eq" as const, value: "unanswered" }];
  const { data } = await running.call(providerCall.actions.list, { conditions, limit: 500 }, meta);
  for (const { id, provider, of_ref, error, created_at } of data)
    say({ id, mode: meta.org.mode, provider, of_ref, error, created_at });
}

/** The call is the live data's or the test data's. */
const isThere = async (running: RunningProcess, meta: Meta, id: string): Promise<boolean> =>
  (await running.call(providerCall.actions.many, { ids: [id] }, meta)).length > 0;

const ask: Work = async (running, meta, { id = "" }) => {
  if (await isThere(running, meta, id)) say(await running.call(askProviderCall, { id }, meta));
};

const resolve: Work = async (running, meta, { id = "", outcome, reason, "provider-ref": provider_ref }) => {
  const known = (["succeeded", "failed"] as const).find((each) => each === outcome);
  if (!known || !reason)
    throw sentence("provider-calls resolve needs --outcome succeeded|failed and --reason.");
  if (!(await isThere(running, meta, id))) return;
  const said = { id, outcome: known, reason, ...(provider_ref ? { provider_ref } : {}) };
  say(await running.call(resolveProviderCall, said, meta));
};

const verbs: Record<string, Work> = { list, ask, resolve };

export async function providerCalls(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [word = "list"] = positionals;
  const verb = Object.hasOwn(verbs, word) ? verbs[word] : undefined;
  if (!verb) throw sentence(`provider-calls is followed by ${Object.keys(verbs).join(", ")}.`);
  const { organization } = values;
  if (!organization || (word !== "list" && !values.id))
    throw sentence(`provider-calls ${word} needs --organization${word === "list" ? "" : " and --id"}.`);
  await withServices(serviceNames, async (running) => {
    const { ids } = await running.call(organizationIds, { organization });
    if (ids.length === 0) throw sentence(`There is no organization '${organization}'.`);
    for (const org_id of ids) {
      const meta = await metaOf(running, org_id);
      if (meta) await verb(running, meta, values);
    }
  });
}
