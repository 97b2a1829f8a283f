/** A dialect for tests: it uses features of the kit that no shipped dialect uses yet. */
import { readFile } from "node:fs/promises";
import { native } from "../../gateway/dialects/native/dialect.ts";
import { area } from "../../gateway/kit/area.ts";
import { beyond, reply } from "../../gateway/kit/behavior.ts";
import { change, create, list, remove } from "../../gateway/kit/builders.ts";
import type { Dialect } from "../../gateway/kit/dialect.ts";
import { handle } from "../../gateway/kit/operation.ts";
import type { Route } from "../../gateway/kit/route.ts";
import type { Credential } from "../../gateway/principals.ts";
import * as c from "../../gateway/shapes/codecs.ts";
import { derivedBy } from "../../gateway/shapes/derive.ts";
import { field, rowsOf, shape } from "../../gateway/shapes/shape.ts";
import { openSession, organization } from "../../services/accounts/public.ts";
import { brand } from "../../services/catalog/public.ts";
import { sha256 } from "../../shared/ids.ts";

/** A key as bearer, a session in a cookie or in a header of its own. */
function credentials(headers: Parameters<Dialect["credentials"]>[0]): Credential | null {
  const cookie = /(?:^|; )lab=([^;]+)/.exec(headers.cookie ?? "")?.[1];
  const token = headers["x-session-token"] ?? cookie;
  return typeof token === "string" ? { kind: "session", secret: token } : native.credentials(headers);
}

const lab: Dialect = {
  ...native,
  name: "lab",
  prefix: "/lab",
  title: "Lab",
  ...{ credentials, unauthorized: "Sign in at /lab/sessions." },
  unknown: "ignore",
  paging: {
    ...native.paging,
    read: (query) => ({ list: {}, rest: query.filter(([name]) => name !== "page") }),
    // A bare array, with the cursor of the next page in a header.
    present: ({ data, next_cursor }) =>
      reply({ body: data, headers: next_cursor ? { "X-Next-Cursor": next_cursor } : {} }),
    schema: (items) => ({ type: "array", items }),
  },
  created: ({ body: { id } }) => ({ body: { id } }),
  removed: () => ({ ok: true }),
  idFrom: { query: "id", body: "id" },
};

const { own } = derivedBy({}, "camel");
const brandShape = shape("Brand", brand, { ...own(brand, ["id", "name", "created_at"]) });
const brands = area(brand, brandShape);

const signIn = shape("SignIn", rowsOf<{ key: string }>(), { key: field("key", c.text, { required: true }) });
const note = shape("Note", rowsOf<{ title: string }>(), {
  title: field("title", c.text, { required: true }),
});

const PAPER = Buffer.from("%PDF-1.7\nA paper of no use, long enough to be asked for in parts.\n%%EOF");

export const labRoutes: readonly Route[] = beyond(lab, {
  "POST /sessions": {
    ...{ id: "signIn", tag: "Sessions", summary: "Sign in", status: 201 },
    does: handle({
      ...{ body: signIn, media: ["application/x-www-form-urlencoded", "application/json"] },
      async run(ctx, { key = "" }) {
        const { token, expires_at } = await ctx.call(openSession, { key_hash: sha256(key) });
        return reply({ body: { token, expires_at }, headers: { "Set-Cookie": [`lab=${token}`, "seen=1"] } });
      },
    }),
  },
  "GET /me": {
    ...{ id: "getMe", tag: "Sessions", summary: "Get the organization of the session" },
    does: handle({
      scope: "read:organization",
      async run(ctx) {
        const { name } = await ctx.read(organization.actions.get, { id: ctx.principal.org.id });
        return { name, member: ctx.principal.member_id, agent: ctx.request.headers["user-agent"] };
      },
    }),
  },
  "GET /brands": { id: "listBrands", tag: "Brands", summary: "List brands", does: list(brands) },
  "POST /brands": { id: "createBrand", tag: "Brands", summary: "Create", status: 201, does: create(brands) },
  "PUT /brands": { id: "updateBrand", tag: "Brands", summary: "Change", does: change(brands) },
  "DELETE /brands": { id: "deleteBrand", tag: "Brands", summary: "Delete", does: remove(brands) },
  "POST /files": {
    ...{ id: "upload", tag: "Files", summary: "Upload files with a title", status: 201 },
    does: handle({
      ...{ scope: "write:items", body: note, media: ["multipart/form-data"], limit: 200_000 },
      async run({ request }, { title }) {
        const kept = request.files.map(
          async ({ field: name, filename, type, size, sha256: digest, path }) => {
            const text = (await readFile(path)).subarray(0, 10).toString();
            return { name, filename, type, size, digest, path, text };
          },
        );
        return { title, files: await Promise.all(kept) };
      },
    }),
  },
  "GET /paper": {
    ...{ id: "getPaper", tag: "Files", summary: "Get a paper" },
    does: handle({
      ...{ scope: "read:items", schema: { type: "string", format: "binary" }, answers: "application/pdf" },
      run: async () =>
        reply({
          bytes: {
            size: PAPER.length,
            async *read(start, end) {
              for (let at = start; at < end; at += 16) yield PAPER.subarray(at, Math.min(end, at + 16));
            },
          },
          headers: { "Content-Type": "application/pdf" },
        }),
    }),
  },
  "GET /elsewhere": {
    ...{ id: "goElsewhere", tag: "Files", summary: "Go elsewhere", status: 302 },
    does: handle({ schema: null, run: async () => reply({ headers: { Location: "/lab/paper" } }) }),
  },
  "POST /nothing": {
    ...{ id: "doNothing", tag: "Files", summary: "Do nothing", status: 204 },
    does: handle({ scope: "write:items", schema: null, run: async () => undefined }),
  },
});

export { lab, PAPER };
