/** The platform that every organization has (PLT-1). */

import { reaction } from "../../../shared/events/consumer.ts";
import type { EventDeclaration } from "../../../shared/events/event.ts";
import { flow } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { organization } from "../../accounts/public.ts";
import * as declared from "./declarations.ts";
import { type Platform, platform } from "./platform.ts";

type Named = { id: string; name: string };

const organizationCreated: EventDeclaration<Named> = {
  kind: "event",
  type: "organization.created",
  service: "accounts",
  schema_version: 1,
  about: "An organization was created.",
};

const insertFirst = (tx: Tx, { id, name }: Named): Promise<Platform> =>
  tx.insert(platform, { id: declared.firstPlatformId(id), name });

export const makeFirstPlatform = reaction("first_platform", organizationCreated, async (tx, { data }) => {
  if (!(await tx.get(platform, declared.firstPlatformId(data.id)))) await insertFirst(tx, data);
});

/** Also of an organization whose first platform is not there yet, as that of its test data. */
export const currentPlatform = flow(declared.currentPlatform, async (context, { id }) => {
  const { reader, meta, call, transact } = context;
  if (id) return reader.load(platform, id);
  const [oldest] = await reader.find(platform, {}, { sort: { created_at: 1 }, limit: 1 });
  if (oldest) return oldest;
  const { name } = await call(organization.actions.get, { id: meta.org.id });
  const own = { id: meta.org.id, name };
  try {
    return await transact(meta, { action: declared.createPlatform.name }, (tx) => insertFirst(tx, own));
  } catch (error) {
    // Its id follows from the organization's, so a concurrent creation made the same row.
    const there = await reader.get(platform, declared.firstPlatformId(own.id));
    if (there) return there;
    throw error;
  }
});
