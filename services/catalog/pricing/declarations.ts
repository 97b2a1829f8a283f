/** Discounts and surcharges, and one call that returns everything for pricing a sale. */
import { type FieldTable, group, id, list } from "../../../shared/fields/index.ts";
import type { Resource } from "../../../shared/resource/resource.ts";
import { beginning } from "../../../shared/service/first-rows.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { discount } from "./discount.ts";
import { surcharge } from "./surcharge.ts";
import { tax } from "./tax.ts";

const creating = <T extends FieldTable>(resource: Resource<T>) =>
  operation({
    name: `catalog.${resource.name}.create`,
    http: `POST /${resource.plural}`,
    status: 201,
    scope: `write:${resource.plural}`,
    about: `Create a ${resource.name}. A percentage may be at most 1,000,000 parts per million. Returns the ${resource.name}.`,
    input: resource.fields,
    output: entityOf(resource),
  });

const changing = <T extends FieldTable>(resource: Resource<T>) =>
  operation({
    name: `catalog.${resource.name}.change`,
    http: `PATCH /${resource.plural}/{id}`,
    change: true,
    scope: `write:${resource.plural}`,
    about: `Change a ${resource.name}. Sales that have used it stay as they are. Returns the ${resource.name}.`,
    input: { id: id(), ...resource.fields },
    output: entityOf(resource),
  });

export const createDiscount = creating(discount);
export const changeDiscount = changing(discount);
export const createSurcharge = creating(surcharge);
export const changeSurcharge = changing(surcharge);

/** Everything that may apply to a sale, in one call. */
export const pricingRules = operation({
  name: "catalog.pricing.load",
  about: "The tenant's taxes and surcharges, its automatic discounts, and the discounts named by id.",
  input: { discount_ids: list(id(), { default: [], max: 200 }) },
  output: shapeOf({
    taxes: list(group(tax.columns)),
    surcharges: list(group(surcharge.columns)),
    /** Categories with taxes of their own, which apply to their items instead of the automatic taxes. */
    category_taxes: list(group({ category_id: id(), tax_ids: list(id()) })),
    automatic: list(group(discount.columns)),
    named: list(group(discount.columns)),
  }),
});

export const beginTaxes = beginning("catalog.tax", "a default tax rate");
