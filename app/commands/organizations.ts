/** Organizations and their keys. */
import { parseArgs } from "node:util";
import {
  createOrganization,
  foundWithLogins,
  issueApiKey,
  keyAccess,
  listOrganizations,
  revokeKeyByPrefix,
} from "../../services/accounts/public.ts";
import { say, sentence, withServices } from "./with-services.ts";

const text = { type: "string" } as const;

export async function create(args: string[]): Promise<void> {
  const options = { name: text, "owner-email": text, currency: text, timezone: text, password: text };
  const {
    name,
    "owner-email": owner_email,
    currency,
    timezone,
    password,
  } = parseArgs({ args, options }).values;
  if (!name || !owner_email) throw sentence("create-organization needs --name and --owner-email.");
  const asked = { name, owner_email, ...(currency ? { currency } : {}), ...(timezone ? { timezone } : {}) };
  await withServices(["accounts"], async (running) => {
    if (password) {
      const { slug, key, emails } = await running.call(foundWithLogins, { ...asked, password });
      return say({ organization: slug, key, emails });
    }
    const { made } = await running.call(createOrganization, asked);
    say({ organization: made!.slug, key: made!.key });
  });
}

export async function list(): Promise<void> {
  await withServices(["accounts"], async (running) => {
    for (const each of await running.call(listOrganizations, {})) say(each);
  });
}

export async function createKey(args: string[]): Promise<void> {
  const options = { organization: text, name: text, access: text, profile: text };
  const { organization, name, access, profile } = parseArgs({ args, options }).values;
  if (!organization || !name) throw sentence("create-key needs --organization and --name.");
  const level = keyAccess.find((each) => each === (access ?? "read_write"));
  if (!level) throw sentence(`--access must be one of: ${keyAccess.join(", ")}.`);
  await withServices(["accounts"], async (running) => {
    const input = { organization, name, access: level, ...(profile ? { profile } : {}) };
    say(await running.call(issueApiKey, input));
  });
}

export async function revokeKey(args: string[]): Promise<void> {
  const options = { organization: text, prefix: text };
  const { organization, prefix } = parseArgs({ args, options }).values;
  if (!organization || !prefix) throw sentence("revoke-key needs --organization and --prefix.");
  await withServices(["accounts"], async (running) => {
    say(await running.call(revokeKeyByPrefix, { organization, prefix }));
  });
}
