/** Four roles × every operation of Pharus's document (PRM-7): what a role may not do is 403, whatever it may do is not. */
import { signInPerson } from "../../../services/accounts/public.ts";
import { newId } from "../../../shared/ids.ts";
import { type Backroom, type Client, startBackroom } from "../../support/backroom.ts";
import { seedOf } from "../../support/seed.ts";
import { wireTo } from "../../support/wire.ts";

const roles = ["viewer", "member", "admin", "owner"] as const;
type Role = (typeof roles)[number];

/** What PRM-7 says, line by line. What stands in none of these is a reading (viewer) or a business write (member). */
const ruled: Record<"anyone" | "admin" | "owner", readonly string[]> = {
  // Users, own tokens, own invitations.
  anyone: [
    ...["POST /users", "GET /users/me", "PATCH /users/me", "DELETE /users/me"],
    ...["GET /api-tokens", "POST /api-tokens", "DELETE /api-tokens/{id}"],
    ...["GET /users/me/invitations", "GET /invitations/by-token/{token}"],
    ...["POST /invitations/accept", "POST /invitations/decline"],
    ...["POST /organizations", "POST /organizations/current/leave"],
  ],
  admin: [
    // Deletion of master data: it is out of every list from then on.
    ...["DELETE /locations/{id}", "DELETE /vendors/{id}", "DELETE /materials/{id}", "DELETE /skus/{id}"],
    ...["DELETE /boms/{id}", "DELETE /contacts/{id}", "DELETE /customers/{id}"],
    // Deletion of orders.
    ...["DELETE /sales-orders/{id}", "DELETE /purchase-orders/{id}"],
    ...["DELETE /work-orders/{id}", "DELETE /production-orders/{id}"],
    // Types, segments, brokers, channels.
    ...["POST /material-types", "PATCH /material-types/{id}", "DELETE /material-types/{id}"],
    ...["POST /sku-types", "PATCH /sku-types/{id}", "DELETE /sku-types/{id}"],
    ...["POST /customer-types", "PATCH /customer-types/{id}", "DELETE /customer-types/{id}"],
    ...["POST /customer-segments", "PATCH /customer-segments/{id}", "DELETE /customer-segments/{id}"],
    ...["POST /brokers", "PATCH /brokers/{id}", "DELETE /brokers/{id}"],
    ...["POST /order-channels", "PATCH /order-channels/{id}", "DELETE /order-channels/{id}"],
    "POST /order-channels/{id}/reactivate",
    // Organization profile, members, invitations.
    "PATCH /organizations/current",
    "PATCH /organizations/current/members/{userId}",
    "DELETE /organizations/current/members/{userId}",
    "POST /organizations/current/invitations",
    "POST /organizations/current/invitations/{id}/resend",
    "DELETE /organizations/current/invitations/{id}",
  ],
  // The purge.
  owner: ["DELETE /organizations/current"],
};

/** Operations after whose success the person or the organization is gone: each is asked by somebody new. */
const final = new Set([
  "DELETE /users/me",
  "DELETE /organizations/current",
  "POST /organizations/current/leave",
]);

const { operations } = seedOf("pharus");

/** Null: whoever is signed in, and for an open operation anybody. */
function lowestRole(key: string): Role | null {
  if (ruled.anyone.includes(key)) return null;
  if (ruled.owner.includes(key)) return "owner";
  if (ruled.admin.includes(key)) return "admin";
  return key.startsWith("GET ") ? "viewer" : "member";
}

let backroom: Backroom;
let organization: Client & { organization_id: string };
let staff: Map<Role, string>;
beforeAll(async () => {
  backroom = await startBackroom();
  organization = await backroom.organization("Roles");
  staff = new Map(
    await Promise.all(roles.map(async (role) => [role, await hired(organization, role)] as const)),
  );
});
afterAll(() => backroom?.stop());

const some = () => `${newId().slice(-12)}@maker.example`;

/** The token of a new member. */
async function hired(client: Client, role: Role): Promise<string> {
  const email = some();
  await client.ok.post("/members", { email, role });
  return (await backroom.process.call(signInPerson, { email })).token;
}

type Asking = { token: string; org_id: string };

async function asking(key: string, role: Role): Promise<Asking> {
  if (!final.has(key)) return { token: staff.get(role)!, org_id: organization.organization_id };
  const own = await backroom.organization("Passing");
  return { token: await hired(own, role), org_id: own.organization_id };
}

function send({ token, org_id }: Asking, key: string, body?: object) {
  const [method = "", path = ""] = key.split(" ");
  const filled = path.replaceAll(/\{\w+\}/g, () => newId());
  const sent = method === "GET" || method === "DELETE" ? undefined : body;
  return wireTo(`${backroom.url}/pharus/api`, token).send(method, filled, sent, { "X-Org-Id": org_id });
}

test("the table names operations of the document only, each once, and leaves none out", () => {
  const keys = operations.map(({ key }) => key);
  const named = Object.values(ruled).flat();
  expect(named.filter((each) => !keys.includes(each))).toEqual([]);
  expect(new Set(named).size).toBe(named.length);
  const counts = Object.groupBy(keys, (key) => lowestRole(key) ?? "anyone");
  expect(Object.fromEntries(Object.entries(counts).map(([role, all]) => [role, all.length]))).toEqual({
    ...{ anyone: 13, viewer: 63, member: 70, admin: 36, owner: 1 },
  });
});

test.each(operations.map(({ key }) => [key, lowestRole(key)] as const))(
  "%s: from %s on",
  async (key, lowest) => {
    const wrong: string[] = [];
    for (const role of roles) {
      const { status, body } = await send(await asking(key, role), key, {});
      const may = lowest === null || roles.indexOf(role) >= roles.indexOf(lowest);
      const fits = may ? status !== 403 && status !== 401 && status < 500 : status === 403;
      if (!fits) wrong.push(`${role} is answered ${status} ${JSON.stringify(body)}`);
    }
    expect(wrong).toEqual([]);
  },
);

test("granting the role of an owner is for owners, by invitation and by change", async () => {
  const { id: _id, user_id } = await organization.ok.post("/members", { email: some(), role: "viewer" });
  for (const role of ["admin", "owner"] as const) {
    const who = await asking("", role);
    const invited = { email: some(), role: "owner" };
    const change = `PATCH /organizations/current/members/${user_id}`;
    const replies = [
      await send(who, "POST /organizations/current/invitations", invited),
      await send(who, change, { role: "owner" }),
    ];
    const statuses = replies.map(({ status }) => status);
    expect([role, ...statuses]).toEqual(role === "owner" ? ["owner", 201, 200] : ["admin", 403, 403]);
  }
});
