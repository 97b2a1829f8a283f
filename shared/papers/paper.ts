/** A paper of whole pages: its texts, ready to draw. A room's rules make it, `drawPaper` draws it. */

/** As wide as its widest cell; the one that grows takes what the others leave. */
export type Column = { title: string; align: "left" | "right"; grows?: boolean };

/** `notes` are small lines below the cells, never on another page than these. */
export type Row = { cells: readonly string[]; bold?: boolean; notes?: readonly string[] };

/** The label of a figure and its text. */
export type Labeled = readonly [label: string, value: string];

export type Section =
  /** The head repeats on every page, and no row is split between pages. */
  | { kind: "table"; title?: string; columns: readonly Column[]; rows: readonly Row[] }
  /** At the right, the last one in bold. */
  | { kind: "totals"; rows: readonly Labeled[] }
  | { kind: "text"; label: string; text: string };

export type Paper = {
  size: "A4" | "LETTER";
  landscape?: boolean;
  title: string;
  /** At the foot of every page. */
  number: string;
  /** The document is as old as the data it shows, so that the same data make the same bytes. */
  created_at: Date;
  /** "Page {n} of {of}". */
  page: string;
  /** Across every page; null for a paper in force. */
  mark: string | null;
  sender: { name: string; lines: readonly string[] };
  facts: readonly Labeled[];
  /** Side by side below the head. A block's first line is in bold. */
  blocks: readonly { label: string; lines: readonly string[] }[];
  sections: readonly Section[];
};
