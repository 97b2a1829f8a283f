/** How Mercato's operations on customers are called, and what shows that they worked. */
import type { Json } from "./backroom.ts";
import { areaTrials, must, nth, snaked, type Trials, type World } from "./mercato-world.ts";

export function mercatoCustomers(world: World): Trials {
  const ok = (...asked: [string, string, Json?]) => world().ok(...asked);
  const interaction = {
    at: "2032-05-01T10:00:00.000Z",
    name: "Call",
    refId: "7",
    icon: "phone",
    color: "#fff",
  };
  const tag = async (): Promise<string> =>
    (await world().owner.ok.post("/customer-tags", { slug: `tag-${nth()}`, label: "Tag" })).id;
  const noted = async (): Promise<Json> => ({
    ...{ description: "Met at the fair.", primaryEmail: `c${nth()}@firm.example`, primaryPhone: "+49 30 12" },
    ...{ status: "active", lifecycleStage: "lead", source: "event", ownerUserId: world().admin.id },
    ...{ nextInteraction: interaction, isActive: true, tags: [await tag()] },
  });
  /** A row under the names of a body. */
  const shown = (row: Json): Json => {
    const { tags, ...rest } = snaked(row);
    const { nextInteractionAt: at, nextInteractionName: name, nextInteractionRefId: refId } = rest;
    const { nextInteractionIcon: icon, nextInteractionColor: color } = rest;
    return {
      ...{ ...rest, linkedInUrl: rest.linkedInUrl ?? rest.linkedinUrl },
      tags: tags.map((each: Json) => each.id),
      nextInteraction: at && { at, name, refId, icon, color },
    };
  };
  const company = async (): Promise<Json> => ({
    ...(await noted()),
    ...{ displayName: "Firm", legalName: "Firm Ltd", brandName: "Firma", domain: "firm.example" },
    ...{ websiteUrl: "https://firm.example", industry: "Food", sizeBucket: "11-50", annualRevenue: 1200.5 },
  });
  const made = async (): Promise<string> => (await ok("POST", "/customers/companies", await company())).id;
  const wrong = { status: 7, primaryEmail: "none", tags: "none", isActive: "perhaps" };
  const people = areaTrials(world, {
    path: "/customers/people",
    full: async () => ({
      ...(await noted()),
      ...{ firstName: "Ada", lastName: "Lind", displayName: "A. Lind", preferredName: "Ad" },
      ...{ jobTitle: "Buyer", department: "Purchasing", seniority: "senior", timezone: "Europe/Berlin" },
      ...{ linkedInUrl: "https://in.example/ada", twitterUrl: "https://x.example/ada" },
      companyEntityId: await made(),
    }),
    least: () => ({ firstName: "Ada", lastName: "Lind" }),
    changes: async () => ({
      ...{ firstName: "Eva", primaryPhone: null, primaryEmail: `e${nth()}@firm.example`, jobTitle: null },
      ...{ nextInteraction: null, tags: [], companyEntityId: await made() },
    }),
    ...{ shown, wrong: { ...wrong, firstName: 7, lastName: 7, jobTitle: 7, timezone: "Nowhere/City" } },
  });
  const companies = areaTrials(world, {
    ...{ path: "/customers/companies", full: company, least: () => ({ displayName: "Firm" }), shown },
    changes: () => ({ displayName: "Another firm", annualRevenue: null, nextInteraction: interaction }),
    wrong: { ...wrong, displayName: 7, annualRevenue: -1 },
  });
  const addresses = areaTrials(world, {
    path: "/customers/addresses",
    full: async () => ({
      ...{ entityId: await made(), name: "Office", purpose: "billing", companyName: "Firm Ltd" },
      ...{ addressLine1: "High Street", addressLine2: "Yard", buildingNumber: "7a", flatNumber: "3" },
      ...{ city: "Bremen", region: "HB", postalCode: "02134", country: "DE", isPrimary: true },
      ...{ latitude: 53.075878, longitude: -8.807311 },
    }),
    least: async () => ({ entityId: await made(), addressLine1: "High Street" }),
    changes: () => ({ addressLine1: "Low Street", postalCode: null, isPrimary: false }),
    ...{ shown: snaked, wrong: { addressLine1: 7, postalCode: 2134, latitude: 200, isPrimary: "perhaps" } },
  });
  /** What another organization does not have is refused there: the company, the tag and the owner. */
  const ours = (trials: Trials, key: string): Trials => ({
    [key]: () => ({ ...trials[key]!(), foreign: "refused" }),
  });
  /** Its example names nobody and nothing that another organization lacks. */
  const alone = () => ({
    ...{ ...companies["POST /customers/companies"]!(), foreign: "refused" as const },
    async example() {
      const { ownerUserId: _owner, tags: _tags, ...body } = await company();
      return { body };
    },
  });
  /** Everything around a customer, by the id of its own or of its profile. */
  const detail = (path: string, name: string, profile: string, body: () => Promise<Json>): Trials => ({
    [`GET ${path}/{id}`]: () => ({
      ...{ foreign: "refused", state: async () => null },
      async full() {
        const made = await ok("POST", path, await body());
        await ok("POST", "/customers/addresses", { entityId: made.id, addressLine1: "High Street" });
        return { params: { id: made[profile] }, query: "include=addresses,comments" };
      },
      async proof({ params }, answer) {
        must(answer.profile.id === params?.id, JSON.stringify(answer.profile));
        must(answer[name].displayName.length > 0 && answer.addresses.length === 1, JSON.stringify(answer));
        must(answer.tags.length === 1 && answer.comments.length === 0, JSON.stringify(answer));
      },
    }),
  });
  const checked: Trials = {
    "GET /customers/people/check-phone": () => ({
      ...{ foreign: "its own", state: async () => null },
      async full() {
        const primaryPhone = `+49 (421) 5${1_000_000 + nth()}`;
        await ok("POST", "/customers/people", { firstName: "Ada", lastName: "Lind", primaryPhone });
        return { query: `digits=${primaryPhone.replaceAll(/\D/g, "")}` };
      },
      proof: async (_asked, { match }) => must(match?.displayName === "Ada Lind", JSON.stringify(match)),
    }),
  };
  const named = { firstName: "Ada", lastName: "Lind" };
  return {
    ...checked,
    ...detail("/customers/people", "person", "personId", async () => ({ ...(await noted()), ...named })),
    ...detail("/customers/companies", "company", "companyId", company),
    ...{ ...people, ...ours(people, "POST /customers/people") },
    ...{ ...addresses, ...ours(addresses, "POST /customers/addresses") },
    ...{ ...companies, "POST /customers/companies": alone },
  };
}
