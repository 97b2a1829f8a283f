import { sha256 } from "../../../shared/ids.ts";

const REF_CHARACTERS = 24;

/** A reference like those of real providers, always the same for the same subject. */
export const refOf = (prefix: string, of: string): string =>
  `${prefix}_${sha256(`${prefix} ${of}`).slice(0, REF_CHARACTERS)}`;
