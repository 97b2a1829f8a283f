/** What a format of files is: which of its columns mean what, under the names that any of its versions gave them. */

export type Cells = { readonly [field: string]: string };
/** A picture by its address, with the line of the file that names it. */
export type NamedPicture = { line: number; address: string; alt: string | null };
/** `pictures`: those of a format that names them in several lines; absent: those of its own cell `pictures`. */
export type Line = { line: number; cells: Cells; pictures?: readonly NamedPicture[] };

export type Format = {
  /** As people know it. */
  title: string;
  makes: "items" | "accounts";
  /** Headers by field, compared without case, spaces and marks; `*` at the end stands for anything. */
  columns: { readonly [field: string]: readonly string[] };
  /** Fields of which at least one column must be there: each alternative is a list. */
  needs: readonly (readonly string[])[];
  /** Whose share its split column holds; absent: it is asked. */
  split_is?: "consignor";
  /** Descriptions are HTML. */
  html?: true;
  /** Makes one line for each piece out of the file's lines. */
  arranged?: (lines: readonly Line[]) => Line[];
};
