/** A document of selling as quotes and orders have it, and how one kind of them is stored. */
import type { Entity, Resource } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { documentTable } from "./document-table.ts";
import type { DocumentKind } from "./number-format.rules.ts";

export type Document = Entity<Resource<typeof documentTable>>;
export type Line = Document["lines"][number];
export type DocumentPart = Document["adjustments"][number];
export type Address = Document["addresses"][number];

/** What a write changes of a document. */
export type Changes = Partial<Document>;

/** One kind of documents. What else follows from a change is written with it. */
export type Store<D extends Document> = {
  kind: DocumentKind;
  /** The document that the request names, unless it is deleted. */
  target(tx: Tx, id: string): Promise<D>;
  /** Whether a document of this kind has the number, wherever it was made. */
  isTaken(tx: Tx, number: string, business_unit_id: string | null): Promise<boolean>;
  insert(tx: Tx, values: Changes): Promise<D>;
  save(tx: Tx, before: D, changes: Changes): Promise<D>;
  /** Refuses a change of the header that the state of the document does not allow. */
  guard(tx: Tx, before: D, changes: Changes): Promise<void>;
  /** Takes the document out of its lists, with what belongs to it. */
  remove(tx: Tx, before: D): Promise<D>;
};
