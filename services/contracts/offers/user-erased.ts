/** The event of accounts about an erased user of a platform. */
import type { EventDeclaration } from "../../../shared/events/event.ts";

export const userErased: EventDeclaration<{ id: string }> = {
  kind: "event",
  type: "marketplace_user.deleted",
  service: "accounts",
  schema_version: 1,
  about: "A user of a platform was erased.",
};
