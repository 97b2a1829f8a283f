import { fail } from "../../../shared/errors.ts";
import { flow } from "../../../shared/service/operation.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import { refuseHidden } from "../../../shared/service/visible.ts";
import { closing } from "./close-register.saga.ts";
import * as declared from "./declarations.ts";
import { registerSession } from "./register-session.ts";

export const closeSession = flow(
  declared.closeSession,
  async ({ reader, meta, headers, runSaga }, { id, counted, memo }) => {
    const session = refuseHidden(registerSession, meta, await reader.load(registerSession, id));
    matchVersion(session, headers.if_match);
    if (session.closed_at)
      throw fail("invalid_transition", "This session is closed already.", {
        from: "closed",
        to: "closed",
        allowed: [],
      });
    const { register_id, version } = session;
    const { closed } = await runSaga(closing, {
      subject: `register_session:${id}`,
      meta,
      headers,
      data: { session_id: id, register_id, version, counted, memo: memo ?? null },
      answer: (after) => after.closed,
    });
    return closed!;
  },
);
