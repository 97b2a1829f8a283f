/** A slip: a paper without pages, as narrow as the roll of a receipt printer. A room's rules make it; it is drawn as PDF, text or ESC/POS. */

export type SlipRow =
  /** In the middle; `large` is the first line of the slip. */
  | { kind: "center"; text: string; bold?: boolean; large?: boolean }
  | { kind: "text"; text: string; bold?: boolean; indent?: boolean }
  /** An amount at the right of its text. */
  | { kind: "pair"; left: string; right: string; bold?: boolean; indent?: boolean }
  | { kind: "rule" };

export type Slip = {
  title: string;
  author: string;
  /** As old as the data, so that the same data make the same bytes. */
  created_at: Date;
  rows: readonly SlipRow[];
};
