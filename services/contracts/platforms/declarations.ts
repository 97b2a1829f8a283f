/** Platforms: made, changed, and found by what a caller knows of them. */
import type { EventDeclaration } from "../../../shared/events/event.ts";
import { id } from "../../../shared/fields/index.ts";
import { idOf } from "../../../shared/ids.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { type Platform, platform } from "./platform.ts";

const shape = entityOf(platform);

export const createPlatform = operation({
  name: "contracts.platform.create",
  http: "POST /platforms",
  status: 201,
  scope: "write:platforms",
  about:
    "Create a platform. Each organization has one from the start; this makes another. Returns the platform.",
  refuses: ["conflict", "no_provider"],
  input: platform.fields,
  output: shape,
});

export const changePlatform = operation({
  name: "contracts.platform.change",
  http: "PATCH /platforms/{id}",
  change: true,
  scope: "write:platforms",
  about:
    "Change a platform. A new fee applies to contracts that are made afterwards. A domain that another platform has is refused. Returns the platform.",
  refuses: ["conflict", "no_provider"],
  input: { id: id(), ...platform.fields },
  output: shape,
});

export const setPlatformLogo = operation({
  name: "contracts.platform.set_logo",
  http: "POST /platforms/{id}/logo",
  scope: "write:platforms",
  about:
    "Set the logo of a platform: a picture that was uploaded before. The file of the old one is removed when nothing else names it. Returns the platform.",
  refuses: ["reference_not_found"],
  input: { id: id(), file_id: id() },
  output: shape,
});

/** For services that act for a platform that the caller may not have named. */
export const currentPlatform = operation({
  name: "contracts.platform.current",
  about:
    "The platform with this id, or the oldest of the organization, which is made if there is none (PLT-1).",
  input: { id: id({ optional: true }) },
  output: shape,
});

/** For keys of platforms, which an organization makes for its test data as well. */
export const platformOwner = operation({
  name: "contracts.platform.owner",
  about: "The tenant of a platform; null when there is no such platform.",
  input: { id: id() },
  output: shapeOf({ org_id: id({ optional: true }) }),
});

/** The first platform of an organization. */
export const firstPlatformId = (org_id: string): string => idOf(`platform:${org_id}`);

export const platformCreated: EventDeclaration<Platform> = {
  kind: "event",
  type: "platform.created",
  service: "contracts",
  schema_version: 1,
  about: "A platform was created.",
};
