import { id, instant, json } from "../../../shared/fields/index.ts";
import { idOf } from "../../../shared/ids.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** What remains of a purged organization: how many rows each service had, and when they were deleted (DEL-7). */
export const purgeCertificate = resource({
  service: "accounts",
  name: "purge_certificate",
  plural: "purge_certificates",
  fields: {
    organization_id: id(),
    rows: json({ about: "Services with their numbers of rows." }),
    began_at: instant(),
    finished_at: instant({ optional: true }),
  },
  globalIndexes: [{ finished_at: 1 }],
  hardDelete: true,
  shared: true,
  verbs: [],
});

/** One per organization, so that a purge that broke off goes on. */
export const certificateId = (organization_id: string): string => idOf(`purge:${organization_id}`);
