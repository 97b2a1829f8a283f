import { nativeRoutes } from "../../../gateway/dialects/native/routes.ts";
import type { GatewayRequest } from "../../../gateway/kit/request.ts";
import type { Principal } from "../../../gateway/principals.ts";
import { routerOf } from "../../../gateway/router.ts";
import { notFound } from "../../../shared/errors.ts";
import { list, ref, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import type { Call } from "../../../shared/service/reference.ts";

const ID = "01890a5d-ac96-774b-bcce-b302099a8057";

const piece = resource({
  service: "stock",
  name: "piece",
  plural: "pieces",
  fields: {
    name: text(),
    account_id: ref("people.account", { optional: true }),
    tag_ids: list(ref("stock.tag"), { default: [] }),
  },
  verbs: ["list", "get", "create", "update", "remove", "restore"],
});
const router = routerOf(nativeRoutes([piece], []));

const signedIn: Principal = {
  key: "key-1",
  org: { id: ID, slug: "shop", mode: "live", currency: "EUR", timezone: "UTC" },
  actor: { kind: "api_key", id: "key-1" },
  scopes: new Set(["*"]),
  member_id: ID,
  profile: null,
  platform_id: null,
  persona: null,
  session_ended: false,
  ...{ rights: null, units: null },
  person: { user_id: "", email: "", firebase_uid: null, signed_in_at: null },
};

/** Asks a route; `answers` are the actions' by name, an Error is thrown. */
async function ask(line: string, answers: Record<string, unknown>, more: Partial<GatewayRequest> = {}) {
  const [method = "", path = ""] = line.split(" ");
  const found = router.find(method, `/api/v1${path}`);
  if (found.kind !== "route") throw new Error(found.kind);
  const called: [name: string, input: unknown][] = [];
  const call: Call = async (action, input) => {
    called.push([action.name, input]);
    const answer = answers[action.name];
    if (answer instanceof Error) throw answer;
    return answer as never;
  };
  const request: GatewayRequest = {
    method,
    headers: {},
    files: [],
    params: found.params.length ? { id: found.params[0]! } : {},
    query: [],
    body: undefined,
    principal: signedIn,
    request_id: "request-1",
    ...more,
  };
  const answer = await found.route
    .answer(
      request,
      Object.assign(call, { read: call, admit: async () => undefined, note: async () => undefined }),
    )
    .catch((error: unknown) => error);
  return { answer, called };
}

test("asking for too much calls nobody: no rejection is left unhandled (INV-32)", async () => {
  const missing = { "stock.piece.get": notFound("piece") };
  for (const query of [[["expand", "bogus"]], [["other", "1"]]] as [string, string][][]) {
    const { answer, called } = await ask(`GET /pieces/${ID}`, missing, { query });
    expect(answer).toMatchObject({ code: 400, type: "validation_failed" });
    expect(called).toEqual([]);
  }
});

test("an id that is none is not found before anyone is asked (TEN-3)", async () => {
  for (const line of ["GET /pieces/7", "PATCH /pieces/7", "DELETE /pieces/7", "POST /pieces/7/restore"]) {
    const { answer, called } = await ask(line, {}, { body: {} });
    expect(answer).toMatchObject({ code: 404, type: "not_found" });
    expect(called).toEqual([]);
  }
});

test("expand shows the object beside its id, one call per target; one that is gone is null (API-6)", async () => {
  const rows = [
    { id: "1", account_id: "a", tag_ids: ["t", "u"] },
    { id: "2", account_id: "b", tag_ids: [] },
    { id: "3", account_id: null, tag_ids: ["t"] },
  ];
  const { answer, called } = await ask(
    "GET /pieces",
    {
      "stock.piece.list": { data: rows, next_cursor: null },
      "people.account.many": [{ id: "a", name: "Ann" }],
      "stock.tag.many": [{ id: "t" }],
    },
    { query: [["expand", "account,tags"]] },
  );
  expect((answer as { body: { data: object[] } }).body.data).toEqual([
    { ...rows[0], account: { id: "a", name: "Ann" }, tags: [{ id: "t" }] },
    { ...rows[1], account: null, tags: [] },
    { ...rows[2], account: null, tags: [{ id: "t" }] },
  ]);
  expect(called.slice(1)).toEqual([
    ["people.account.many", { ids: ["a", "b"] }],
    ["stock.tag.many", { ids: ["t", "u"] }],
  ]);
});

test("201 with Location on create; a query is refused where none is read", async () => {
  const made = { "stock.piece.create": { id: ID, name: "x" } };
  const { answer } = await ask("POST /pieces", made, { body: { name: "x" } });
  expect(answer).toMatchObject({ status: 201, headers: { Location: `/api/v1/pieces/${ID}` } });
  const refused = await ask("POST /pieces", made, { body: {}, query: [["dry_run", "1"]] });
  expect(refused).toMatchObject({ answer: { code: 400 }, called: [] });
});
