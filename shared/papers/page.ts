/** Pages of a paper; measures in points. */

export const MARGIN_PT = 50;
export const SMALL_PT = 8;
export const BODY_PT = 9;
export const HEADING_PT = 16;
export const GREY = "#666666";
