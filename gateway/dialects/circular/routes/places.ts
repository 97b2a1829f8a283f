import { changeProfile, organization } from "../../../../services/accounts/public.ts";
import { location, store } from "../../../../services/inventory/public.ts";
import { fail } from "../../../../shared/errors.ts";
import type { RouteRow } from "../../../row.ts";
import { type Row, saysParts, schemaOf, withGroups } from "../../../wire/shape.ts";
import { objectsOf, speak, type Talk } from "../../../wire/talk.ts";
import { collection } from "../collection.ts";
import { circular } from "../dialect.ts";
import { locationShape, organizationShape, storeShape } from "../shapes/places.ts";

const path = "/api/{organization_slug}/organizations";
const entry = schemaOf(organizationShape, "shown");

/** The currency is that of everything that was ever priced. */
function refuseOther(talk: Talk, { currency, ...values }: Row): Row {
  if (currency === undefined || currency === talk.wire.currency) return values;
  const message = `The currency is ${talk.wire.currency} and stays so.`;
  throw fail("currency_mismatch", message, {
    errors: [{ pointer: "/currency", code: "currency_mismatch", message }],
  });
}

const organizations: RouteRow[] = [
  speak(circular, {
    method: "GET",
    path,
    scope: "read:organization",
    document: {
      operation_id: "listOrganizations",
      tag: "organizations",
      about: "Browse organizations: the one of the address.",
      parameters: circular.paging.parameters.filter((each) => each.name === "since"),
      schema: {
        type: "object",
        properties: { data: { type: "array", items: entry } },
        required: ["data"],
      },
    },
    async run(talk) {
      const { list } = circular.paging.read(talk.asked.query, new Map());
      const page = await talk.call<{ data: Row[] }>(
        organization.actions.list.name,
        { conditions: list.conditions ?? [] },
        { trial: true },
      );
      return { data: await talk.showEach(organizationShape, page.data) };
    },
  }),
  speak(circular, {
    method: "PATCH",
    path,
    scope: "write:organization_profile",
    body: { schema: schemaOf(organizationShape, "change"), required: true },
    document: {
      operation_id: "updateOrganization",
      tag: "organizations",
      about: "Change the organization of the address.",
      schema: entry,
    },
    async run(talk) {
      const { bodies } = objectsOf(talk.asked.body, 1);
      const { id, organization_slug, ...rest } = bodies[0]!;
      const own = talk.principal.org;
      const named = (id ?? own.id) === own.id && (organization_slug ?? own.slug) === own.slug;
      if (!named) throw fail("not_found", "There is no such organization.");
      const values = refuseOther(talk, await talk.read(organizationShape, rest, "change"));
      const before = saysParts(organizationShape, values)
        ? await talk.call<Row>(organization.actions.get.name, { id: own.id }, { trial: true })
        : {};
      const after = await talk.speaking(organizationShape, () =>
        talk.call<Row>(changeProfile.name, { id: own.id, ...withGroups(organizationShape, values, before) }),
      );
      return talk.show(organizationShape, after);
    },
  }),
];

export const places = [
  ...organizations,
  ...collection({
    at: "stores",
    names: ["Store", "Stores"],
    resource: store,
    shape: storeShape,
    slug: "store_slug",
  }),
  ...collection({
    at: "locations",
    names: ["Location", "Locations"],
    resource: location,
    shape: locationShape,
    only: [{ field: "kind", op: "eq", value: "spot" }],
  }),
];
