import { room } from "../../../shared/service/room.ts";
import { purges } from "./carry-out-purges.ts";
import { keepOrganization } from "./keep-organization.ts";
import { purgeCertificate } from "./purge-certificate.ts";
import { purgeOrganization } from "./purge-organization.ts";

export const purgesRoom = room({
  resources: [purgeCertificate],
  handlers: [purgeOrganization, keepOrganization],
  schedules: [purges],
});
