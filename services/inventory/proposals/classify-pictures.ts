/** CLS-1: makes proposals from pictures. It stores the proposals, not the pictures. */
import { invalid } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { type Classified, classifyBy } from "../pictures/classify.ts";
import type { Picture } from "../pictures/decode.ts";
import { receive } from "../pictures/receive.ts";
import { attributes, type Proposals } from "../pictures/rules/proposals.ts";
import * as declared from "./declarations.ts";
import { proposal } from "./proposal.ts";
import { providerOf } from "./provider-of.ts";
import { similarTo } from "./similar-pictures.ts";
import { taxonomyFor } from "./taxonomy.ts";

export const classifyPictures = command(declared.classifyPictures, {
  async gather(call, { images, locale }, _meta, reader: Reader) {
    const pictures = await picturesOf(images);
    const provider = providerOf(reader.settings);
    const [taxonomy, similar] = await Promise.all([
      taxonomyFor(call, provider),
      similarTo(
        reader,
        call,
        pictures.map(({ hash }) => hash),
      ),
    ]);
    const classified = await classifyBy(provider, { pictures, taxonomy, locale: locale ?? "en", similar });
    return { pictures, classified };
  },
  async run(tx, _input, { pictures, classified }) {
    const { proposals, ...about } = classified;
    const kept = await tx.insert(proposal, rowOf(pictures, classified));
    return { proposal_id: kept.id, ...about, ...proposals };
  },
});

/** The time limit for fetching all pictures of a request. */
const FETCH_MS = 10_000;

/** Decodes one picture after the other, because a decoded picture may be large. The refusal names the first unusable one. */
async function picturesOf(images: readonly string[]): Promise<Picture[]> {
  const pictures: Picture[] = [];
  const end = performance.now() + FETCH_MS;
  for (const [i, image] of images.entries()) {
    const decoded = await receive(image, { timeout_ms: Math.max(1, Math.round(end - performance.now())) });
    if (!decoded.ok)
      throw invalid([{ pointer: `/images/${i}`, code: decoded.code, message: decoded.message }]);
    pictures.push(decoded.picture);
  }
  return pictures;
}

function rowOf(pictures: readonly Picture[], { proposals, provider, model_version }: Classified) {
  return {
    provider,
    model_version,
    pictures: pictures.map(({ hash, format, width, height }) => ({ hash, format, width, height })),
    proposed: listed(proposals),
  };
}

const listed = (proposals: Proposals) =>
  attributes.flatMap((attribute) =>
    proposals[attribute].map((each, i) => ({ attribute, ...each, first: i === 0 })),
  );
