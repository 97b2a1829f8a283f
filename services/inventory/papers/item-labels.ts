import { invalidField } from "../../../shared/errors.ts";
import { sum } from "../../../shared/money.ts";
import { barcodeOf } from "../../../shared/papers/barcode.ts";
import { labelLayouts } from "../../../shared/papers/label.ts";
import { labelsPdf } from "../../../shared/papers/labels-pdf.ts";
import { labelsZpl } from "../../../shared/papers/labels-zpl.ts";
import { makeFile, PDF } from "../../../shared/papers/made-file.ts";
import { query } from "../../../shared/service/operation.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { organization } from "../../accounts/public.ts";
import { item } from "../items/item.ts";
import * as declared from "./declarations.ts";
import { codeOf, labelOf } from "./item-labels.rules.ts";

export const itemLabels = query(declared.itemLabels, async (reader, input, call) => {
  const { items, format, code, skip } = input;
  const layout = labelLayouts[input.layout];
  if (sum(items.map(({ copies = 1 }) => copies)) > declared.MOST_LABELS)
    throw invalidField(
      "/items",
      "too_many",
      `items may have at most ${declared.MOST_LABELS} copies together.`,
    );
  if (skip >= layout.columns * layout.rows)
    throw invalidField("/skip", "out_of_range", "skip must be less than the labels of a sheet.");
  const ids = [...new Set(items.map(({ item_id }) => item_id))];
  const seen = { ...visibleTo(item, reader.meta), deleted_at: null };
  const [found, sender] = await Promise.all([
    reader.find(item, { ...seen, _id: { $in: ids } }),
    call(organization.actions.get, { id: reader.org.id }),
  ]);
  const byId = new Map(found.map((each) => [each.id, each]));
  const missing = items.flatMap(({ item_id }, i) =>
    byId.has(item_id) ? [] : [{ pointer: `/items/${i}/item_id`, what: "item" }],
  );
  if (missing.length) throw referenceNotFound(missing);
  const codes = new Set(found.map((each) => codeOf(each, code)));
  const drawn = await Promise.all([...codes].map(async (each) => [each, await barcodeOf(each)] as const));
  const printing = { code, organization: sender, barcodes: new Map(drawn) };
  const labels = items.map(({ item_id, copies = 1 }) => labelOf(byId.get(item_id)!, copies, printing));
  if (format === "zpl") return makeFile("labels.zpl", "application/zpl", labelsZpl(labels, layout));
  const { name: author } = sender;
  const created_at = new Date(
    found
      .map(({ updated_at }) => updated_at)
      .sort()
      .at(-1)!,
  );
  const sheet = { title: "Labels", author, created_at, layout, skip, labels };
  return makeFile("labels.pdf", PDF, await labelsPdf(sheet));
});
