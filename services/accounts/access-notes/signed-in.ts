import type { Access } from "../../../shared/service/log.ts";

/** A sign-in in the audit log: on the record of the command that opens the session, so it takes no write of its own (AUD-2). */
export const signedIn: Access = { kind: "sign_in", operation: "sign-in", rows: 1, ids: [] };
