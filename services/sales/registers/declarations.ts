/** Register sessions: opened with a float, closed with the counted cash. */
import { event } from "../../../shared/events/event.ts";
import { id, money, text, value } from "../../../shared/fields/index.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { registerSession } from "./register-session.ts";

export const openSession = operation({
  name: "sales.register_session.open",
  http: "POST /register-sessions",
  status: 201,
  scope: "write:registers",
  about:
    "Open a register session. Opens a register with its float. A register has one open session at a time. Returns the session.",
  input: {
    register_id: registerSession.fields.register_id,
    opening_float: registerSession.fields.opening_float,
    memo: registerSession.fields.memo,
  },
  output: entityOf(registerSession),
});

export const closeSession = operation({
  name: "sales.register_session.close",
  http: "POST /register-sessions/{id}/close",
  scope: "write:registers",
  about:
    "Close a register session. Records the counted cash. `expected` is the float plus all cash moved in the session by sales, refunds, voids, payouts and gift cards. Returns the session.",
  refuses: ["invalid_transition"],
  input: { id: id(), counted: money(), memo: text({ optional: true, max: 1000 }) },
  output: entityOf(registerSession),
});

export const openRegisterSession = operation({
  name: "sales.register.open_session",
  about: "The session that is open at a register, or null, and its store with its time zone.",
  input: { register_id: id() },
  output: shapeOf({ session_id: id({ optional: true }), store_id: id({ optional: true }), timezone: text() }),
});

export const registerClosed = event({
  type: "register.closed",
  service: "sales",
  about: "A register session was closed.",
  data: { session: value<Entity<typeof registerSession>>() },
});
