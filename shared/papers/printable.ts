/** Letters that fonts and printers have: no control characters, and none without a width, such as marks of direction. */
export const printable = (text: string): string => text.replace(/\p{Cc}+/gu, " ").replace(/\p{Cf}+/gu, "");
