/** Statuses that a shipment or a payment sets: its own, the order's, and those of lines. */
import type { Call } from "../../../shared/service/reference.ts";
import { wordsById } from "../../platform/public.ts";
import type { Line } from "../documents/document.ts";
import { gatherReferences, type Known, statusOf } from "../documents/references.ts";
import type { CustomerOrder } from "./customer-order.ts";

type Id = string | null | undefined;
type Asked = { status_entry_id?: Id; order_status_entry_id?: Id; line_status_entry_id?: Id };

export type Words = { own: Known["words"]; order: Known["words"]; line: Known["words"] };

/** `key`: the dictionary of its own statuses. */
export async function gatherWords(call: Call, key: string, asked: Asked): Promise<Words> {
  const own = async (): Promise<Known["words"]> => {
    if (!asked.status_entry_id) return new Map();
    const { entries } = await call(wordsById, { ids: [asked.status_entry_id], keys: [key] });
    return new Map(entries.map((each) => [each.id, each]));
  };
  const [mine, known] = await Promise.all([
    own(),
    gatherReferences(call, "sales.order_status", {
      status_entry_id: asked.order_status_entry_id ?? null,
      lines: [{ status_entry_id: asked.line_status_entry_id ?? null }],
    }),
  ]);
  return { own: mine, order: known.words, line: known.lineWords };
}

/** The word of its own status; that of `before` stays, whatever became of its entry. */
export const wordOf = ({ own }: Words, id: Id, before?: { status_entry_id: string | null }) =>
  id === before?.status_entry_id ? {} : statusOf(own, id);

/** The order's status, and that of the lines to which it applies. */
export function statusesOf(
  words: Words,
  order: CustomerOrder,
  { order_status_entry_id: ofOrder, line_status_entry_id: ofLines }: Asked,
  applies: (line: Line) => boolean = () => true,
) {
  const status = statusOf(words.order, ofOrder, "/order_status_entry_id");
  const line = statusOf(words.line, ofLines, "/line_status_entry_id");
  return {
    ...(ofOrder ? { ...status, status_entry_id: ofOrder } : {}),
    ...(ofLines
      ? {
          lines: order.lines.map((each) =>
            applies(each) ? { ...each, ...line, status_entry_id: ofLines } : each,
          ),
        }
      : {}),
  };
}
