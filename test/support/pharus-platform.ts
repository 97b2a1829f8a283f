/** How the operations on people and organizations of Pharus are called. */
import type { Json } from "./backroom.ts";
import { sameFields, type Trial } from "./conformance.ts";
import type { PharusWorld } from "./pharus.ts";

type Ok = (method: string, path: string, body?: Json) => Promise<Json>;

const must = (fits: boolean, told: string) => {
  if (!fits) throw new Error(told);
};
let made = 0;
const nth = (): number => {
  made += 1;
  return made;
};
const address = () => `person${nth()}@maker.example`;

/** Trials by "METHOD /path"; `world` is there once they are called. */
export function platformTrials(world: () => PharusWorld, ok: Ok): Record<string, () => Trial> {
  const mine = { foreign: "its own", open: "signed in", state: async () => null } as const;
  const me = () => ok("GET", "/users/me");
  const orgId = async () => (await ok("GET", "/organizations/current")).organization.id as string;
  const invite = (more: Json = {}) =>
    ok("POST", "/organizations/current/invitations", { email: address(), role: "viewer", ...more });
  const inviteMyself = async () => {
    const { slug } = (await ok("GET", "/organizations/current")).organization;
    const { other, email } = await world().elsewhere();
    must(slug !== other.slug, "the same organization");
    return other.invite(email);
  };
  const hire = () => world().owner.ok.post("/members", { email: address(), role: "viewer" });
  const token = async () => ok("POST", "/api-tokens", { name: "Script", orgId: await orgId() });

  return {
    "POST /users": () => ({
      ...{ ...mine, foreign: "refused" },
      full: async () => ({ body: { email: (await me()).user.email, displayName: "Ada" } }),
      proof: async (_asked, answer) => sameFields({ id: (await me()).user.id }, answer, "the answer"),
    }),
    "GET /users/me": () => ({
      ...{ ...mine, full: async () => ({}) },
      proof: async (_asked, { organizations }) =>
        must(organizations[0].membership.role === "owner", JSON.stringify(organizations)),
    }),
    "PATCH /users/me": () => ({
      ...{
        ...mine,
        full: async () => ({ body: { displayName: "Ada Lind" } }),
        least: async () => ({ body: {} }),
      },
      proof: async ({ body }, answer) => {
        sameFields(body, answer, "the answer");
        sameFields(body, (await me()).user, "the user");
      },
    }),
    "DELETE /users/me": () => ({
      ...{ foreign: "refused", open: "signed in" },
      state: async () => (await world().owner.ok.get("/members?limit=100")).data.length,
      async full() {
        const email = address();
        await world().owner.ok.post("/members", { email, role: "member" });
        return { as: await world().signIn(email) };
      },
      async proof({ as }, answer) {
        const { user, organizations } = (await as!("GET", "/users/me")).body;
        must(answer.deletedId === user.id && organizations.length === 0, JSON.stringify(organizations));
      },
    }),
    "GET /api-tokens": () => ({
      ...mine,
      full: async () => {
        await token();
        return {};
      },
      proof: async (_asked, { data }) =>
        must(data.length > 0 && !("plaintext" in data[0]), JSON.stringify(data)),
    }),
    "POST /api-tokens": () => ({
      ...{ ...mine, foreign: "refused" },
      full: async () => ({ body: { name: "Script", orgId: await orgId(), expiresInDays: 30 } }),
      least: async () => ({ body: { name: "Script", orgId: await orgId() } }),
      async proof({ body }, { token: made, plaintext }) {
        must(made.name === body.name && plaintext.startsWith("br_pat_"), JSON.stringify(made));
        const listed = (await ok("GET", "/api-tokens")).data.find((each: Json) => each.id === made.id);
        sameFields(made, listed, "the list");
      },
    }),
    "DELETE /api-tokens/{id}": () => ({
      ...{ ...mine, foreign: "refused" },
      full: async () => ({ params: { id: (await token()).token.id } }),
      async proof({ params }, answer) {
        sameFields({ deletedId: params!.id }, answer, "the answer");
        const left = (await ok("GET", "/api-tokens")).data.map((each: Json) => each.id);
        must(!left.includes(params!.id), "it is still in the list");
      },
    }),
    "GET /users/me/invitations": () => ({
      ...mine,
      full: async () => {
        await inviteMyself();
        return {};
      },
      proof: async (_asked, { data }) => must(data.length > 0 && data[0].token === "", JSON.stringify(data)),
    }),
    "GET /invitations/by-token/{token}": () => ({
      ...{ ...mine, open: "anyone" },
      full: async () => ({ params: { token: (await invite()).token } }),
      async proof({ params }, { invitation }) {
        sameFields({ token: params!.token }, invitation, "the answer");
        must(invitation.email.includes("***@"), invitation.email);
      },
    }),
    "POST /invitations/accept": () => ({
      ...{ ...mine, foreign: "refused" },
      full: async () => ({ body: { token: (await inviteMyself()).token, displayName: "Ada" } }),
      proof: async (_asked, answer) =>
        must(answer.role === "viewer" && answer.isActive, JSON.stringify(answer)),
    }),
    "POST /invitations/decline": () => ({
      ...{ ...mine, foreign: "refused" },
      full: async () => ({ body: { invitationId: (await inviteMyself()).id } }),
      proof: async (_asked, answer) => sameFields({ ok: true }, answer, "the answer"),
    }),
    "POST /organizations": () => ({
      ...mine,
      full: async () => ({ body: { name: "Second", slug: `second-${nth()}` } }),
      async proof({ body }, { organization, membership }) {
        sameFields(body, organization, "the answer");
        must(membership.role === "owner", membership.role);
        const all = (await me()).organizations.map((each: Json) => each.organization.id);
        must(all.includes(organization.id), "it is not among the user's own");
      },
    }),
    "GET /organizations/current": () => ({
      ...{ foreign: "its own", state: async () => null, full: async () => ({}) },
      proof: async (_asked, answer) =>
        must(answer.settings.orgId === answer.organization.id, JSON.stringify(answer)),
    }),
    "PATCH /organizations/current": () => ({
      ...{ foreign: "its own", state: () => ok("GET", "/organizations/current") },
      async full() {
        const place = {
          address: "1 Mill Lane",
          city: "Bremen",
          state: "HB",
          country: "DE",
          zipCode: "28195",
        };
        const contact = {
          logoUrl: "https://x.example/l.png",
          contactEmail: "a@b.example",
          contactPhone: "1",
        };
        return { body: { name: "Maker", legalName: "Maker Ltd", ...place, ...contact } };
      },
      least: async () => ({ body: { name: "Maker 2" } }),
      async proof({ body }, answer) {
        const { name, ...settings } = body;
        sameFields({ name }, answer.organization, "the answer");
        sameFields(settings, (await ok("GET", "/organizations/current")).settings, "the organization");
      },
    }),
    "DELETE /organizations/current": () => ({
      ...{ foreign: "refused", state: () => ok("GET", "/organizations/current") },
      async full() {
        const email = address();
        const found = { name: "Passing", slug: `passing-${nth()}` };
        const { body } = await (await world().signIn(email))("POST", "/organizations", found);
        return { as: await world().signIn(email, body.organization.id) };
      },
      async proof({ as }, answer) {
        must(typeof answer.deletedId === "string", JSON.stringify(answer));
        const { status, body } = await as!("GET", "/users/me");
        must(status === 404 || body.organizations.length === 0, "it is still there");
      },
    }),
    "GET /organizations/current/members": () => ({
      ...{ foreign: "its own", state: async () => null, full: async () => ({}) },
      proof: async (_asked, { data }) =>
        must(data[0].role === "owner" && Boolean(data[0].user.email), JSON.stringify(data)),
    }),
    "PATCH /organizations/current/members/{userId}": () => ({
      ...{
        foreign: "refused",
        state: async () => (await ok("GET", "/organizations/current/members")).data.length,
      },
      full: async () => ({ params: { userId: (await hire()).user_id }, body: { role: "admin" } }),
      proof: async ({ params }, answer) =>
        sameFields({ userId: params!.userId, role: "admin" }, answer, "the answer"),
    }),
    "DELETE /organizations/current/members/{userId}": () => ({
      ...{
        foreign: "refused",
        state: async () => (await ok("GET", "/organizations/current/members")).data.length,
      },
      full: async () => ({ params: { userId: (await hire()).user_id } }),
      async proof({ params }, answer) {
        must(typeof answer.deletedId === "string", JSON.stringify(answer));
        const { data } = await ok("GET", "/organizations/current/members");
        must(!data.some((each: Json) => each.userId === params!.userId), "it is still a member");
      },
    }),
    "GET /organizations/current/invitations": () => ({
      ...{ foreign: "its own", state: async () => null },
      full: async () => {
        await invite();
        return {};
      },
      proof: async (_asked, { data }) =>
        must(data.length > 0 && data.every((each: Json) => each.token === ""), "a token"),
    }),
    "POST /organizations/current/invitations": () => ({
      ...{
        foreign: "its own",
        state: async () => (await ok("GET", "/organizations/current/invitations")).data.length,
      },
      full: async () => ({ body: { email: address(), role: "admin", inviterDisplayName: "Ada" } }),
      least: async () => ({ body: { email: address(), role: "viewer" } }),
      async proof({ body }, answer) {
        sameFields({ email: body.email, role: body.role }, answer, "the answer");
        must(answer.token.length >= 43, "no token");
      },
    }),
    "POST /organizations/current/invitations/{id}/resend": () => ({
      ...{
        foreign: "refused",
        state: async () => (await ok("GET", "/organizations/current/invitations")).data.length,
      },
      full: async () => ({ params: { id: (await invite()).id }, body: { inviterDisplayName: "Ada" } }),
      proof: async ({ params }, answer) =>
        must(answer.id === params!.id && answer.token !== "", JSON.stringify(answer)),
    }),
    "DELETE /organizations/current/invitations/{id}": () => ({
      ...{
        foreign: "refused",
        state: async () => (await ok("GET", "/organizations/current/invitations")).data.length,
      },
      full: async () => ({ params: { id: (await invite()).id } }),
      proof: async ({ params }, answer) => sameFields({ deletedId: params!.id }, answer, "the answer"),
    }),
  };
}
