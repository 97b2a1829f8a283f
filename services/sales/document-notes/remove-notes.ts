/** Notes go with their document, and stay on it when a quote becomes an order. */
import type { Tx } from "../../../shared/service/tx.ts";
import { documentNote, type Noted } from "./document-note.ts";

const MOST = 5000;

export async function removeNotes(tx: Tx, context_kind: Noted, context_id: string): Promise<void> {
  const notes = await tx.find(documentNote, { context_kind, context_id, deleted_at: null }, { limit: MOST });
  await tx.saveMany(
    documentNote,
    notes.map((before) => ({ before, changes: { deleted_at: tx.now } })),
  );
}

export async function moveNotes(
  tx: Tx,
  { from, to }: { from: readonly [Noted, string]; to: readonly [Noted, string] },
): Promise<void> {
  const [context_kind, context_id] = to;
  const notes = await tx.find(
    documentNote,
    { context_kind: from[0], context_id: from[1], deleted_at: null },
    { limit: MOST },
  );
  await tx.saveMany(
    documentNote,
    notes.map((before) => ({ before, changes: { context_kind, context_id } })),
  );
}
