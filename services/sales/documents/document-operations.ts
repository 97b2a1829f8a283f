/** The operations of one kind of documents: the same for quotes and orders. */
import { type FieldTable, group, id, list, text } from "../../../shared/fields/index.ts";
import type { Resource } from "../../../shared/resource/resource.ts";
import { entityOf, listInput, operation, pageOf } from "../../../shared/service/operation.ts";
import { documentHeader, documentTable, givenAddress, givenAdjustment, givenLine } from "./document-table.ts";

export const documentRefusals = ["unprocessable", "currency_mismatch", "locked", "below_shipped"];
const refuses = documentRefusals;
const number = text({ optional: true, max: 191 });

type Named = {
  /** "customer_order" */
  name: string;
  /** "customer-orders" */
  path: string;
  scope: string;
  /** "an order" */
  a: string;
};

/** Creates, changes and removes documents. */
export function documentOperations<T extends FieldTable>(of: Resource<T>, { name, path, scope, a }: Named) {
  const output = entityOf(of);
  const the = a.replace(/^an? /, "the ");
  return {
    create: operation({
      name: `sales.${name}.create`,
      http: `POST /${path}`,
      status: 201,
      scope: `write:${scope}`,
      about: `Create ${a}. Its number follows from the format of its business unit, unless given. Totals are computed from lines and adjustments. Returns ${the}.`,
      refuses,
      input: {
        number,
        currency: documentTable.currency,
        ...documentHeader,
        lines: list(group(givenLine), { default: [], max: 500 }),
        adjustments: list(group(givenAdjustment), { default: [], max: 200 }),
      },
      output,
    }),
    change: operation({
      name: `sales.${name}.change`,
      http: `PATCH /${path}/{id}`,
      change: true,
      scope: `write:${scope}`,
      about: `Change ${a}. Lines, adjustments and addresses have operations of their own. Returns ${the}.`,
      refuses,
      input: { id: id(), number, ...documentHeader },
      output,
    }),
    remove: operation({
      name: `sales.${name}.remove`,
      http: `DELETE /${path}/{id}`,
      scope: `delete:${scope}`,
      about: `Delete ${a} with everything on it. Returns what was deleted.`,
      refuses,
      input: { id: id() },
      output,
    }),
  };
}

/** Puts and removes the parts of documents. */
export function partOperations<T extends FieldTable>(of: Resource<T>, { name, path, scope, a }: Named) {
  const output = entityOf(of);
  const the = a.replace(/^an? /, "the ");
  const put = <const I extends FieldTable>(part: string, plural: string, given: I) =>
    operation({
      name: `sales.${name}.put_${part}`,
      http: `POST /${path}/{id}/${plural}`,
      change: true,
      scope: `write:${scope}`,
      about: `Put one of the ${plural} on ${a}. With its own id it changes the fields sent of that one, without it adds one. Totals follow. Returns ${the}.`,
      refuses,
      input: given,
      output,
    });
  const remove = <const I extends FieldTable>(part: string, plural: string, input: I) =>
    operation({
      name: `sales.${name}.remove_${part}`,
      http: `DELETE /${path}/{id}/${plural}/{${part}_id}`,
      scope: `write:${scope}`,
      about: `Delete one of the ${plural} of ${a}. Totals follow. Returns ${the}.`,
      refuses,
      input,
      output,
    });
  const own = id({ optional: true });
  return {
    putLine: put("line", "lines", { id: id(), line_id: own, ...givenLine }),
    removeLine: remove("line", "lines", { id: id(), line_id: id() }),
    putAdjustment: put("adjustment", "adjustments", { id: id(), adjustment_id: own, ...givenAdjustment }),
    removeAdjustment: remove("adjustment", "adjustments", { id: id(), adjustment_id: id() }),
    putAddress: put("address", "addresses", { id: id(), address_id: own, ...givenAddress }),
    removeAddress: remove("address", "addresses", { id: id(), address_id: id() }),
  };
}

/** Lists parts of documents as rows. */
export const partList = <T extends FieldTable>(
  of: Resource<T>,
  { path, scope, about }: { path: string; scope: string; about: string },
) =>
  operation({
    name: `sales.${of.name}.list`,
    http: `GET /${path}`,
    scope: `read:${scope}`,
    about,
    paged: of,
    input: listInput,
    output: pageOf(entityOf(of)),
  });
