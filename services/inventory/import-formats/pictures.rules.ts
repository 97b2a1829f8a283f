/** The pictures that a file names by their addresses. */
import { MOST_PICTURES } from "../../../shared/fields/index.ts";
import type { Cells, Line, NamedPicture } from "./format.rules.ts";

const LONGEST_ADDRESS = 2048;
const LONGEST_ALT = 500;
/** Of an address in a report. */
const SHOWN = 255;

const words = ["Picture", "Image", "Photo"].flatMap((one) =>
  [one, `${one} URL`, `${one} link`].flatMap((name) => [name, `${name}s`]),
);

/** What systems without a documented column call theirs: "Images", "Photo URL", "Image 1", "Image 2" … */
export const pictureHeaders: readonly string[] = words.flatMap((name) => [
  name,
  ...Array.from({ length: MOST_PICTURES }, (_, i) => `${name} ${i + 1}`),
]);

/** Addresses stand behind each other, with spaces, bars or commas between them. A comma may also be part of one. */
const addressesIn = (text: string): string[] =>
  text
    .split(/[\s|]+|[,;](?=\s*https?:)/i)
    .map((each) => each.replace(/^[,;]+|[,;]+$/g, ""))
    .filter(Boolean);

export const namedIn = (
  line: number,
  text: string | undefined,
  alt: string | undefined = undefined,
): NamedPicture[] =>
  addressesIn(text ?? "").map((address) => ({ line, address, alt: alt?.slice(0, LONGEST_ALT) ?? null }));

const picturesIn = ({ line, cells, pictures }: Line): readonly NamedPicture[] =>
  pictures ?? namedIn(line, cells.pictures);

/** A picture that is not fetched, and why. */
export type LeftOut = { line: number; address: string; code: string; message: string };

/** Why an address cannot be fetched; null for one that can be tried. */
function faultOf(address: string): Pick<LeftOut, "code" | "message"> | null {
  if (address.length > LONGEST_ADDRESS)
    return {
      code: "too_long",
      message: `The address of a picture has at most ${LONGEST_ADDRESS} characters.`,
    };
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol !== "https:" && url?.protocol !== "http:")
    return {
      code: "invalid_address",
      message: "The address of a picture begins with https:// or http://.",
    };
  if (url.username || url.password)
    return {
      code: "invalid_address",
      message: "A user name or password in an address is not sent; leave it out.",
    };
  return null;
}

const tooMany = {
  code: "too_many",
  message: `An item has at most ${MOST_PICTURES} pictures; this one is left out.`,
};

export type ReadPictures = { pictures: readonly NamedPicture[]; left_out: readonly LeftOut[] };

/** The pictures of a line in their order, each once, and those that are left out. */
export function readPictures(line: Line): ReadPictures {
  const pictures: NamedPicture[] = [];
  const left_out: LeftOut[] = [];
  const seen = new Set<string>();
  for (const picture of picturesIn(line)) {
    const { address } = picture;
    if (seen.has(address)) continue;
    seen.add(address);
    const fault = faultOf(address) ?? (pictures.length < MOST_PICTURES ? null : tooMany);
    if (fault) left_out.push({ line: picture.line, address: address.slice(0, SHOWN), ...fault });
    else pictures.push(picture);
  }
  return { pictures, left_out };
}

/** What a line says of the piece itself: its pictures may move without making it another piece. */
export const ownCells = (cells: Cells): [string, string][] =>
  Object.entries(cells).filter(([field]) => !field.startsWith("picture"));
