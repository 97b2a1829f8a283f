import { fail, notFound } from "../../../shared/errors.ts";
import { idOf } from "../../../shared/ids.ts";
import { hold } from "../../../shared/service/hold.ts";
import { live } from "../../../shared/service/live.ts";
import { command } from "../../../shared/service/operation.ts";
import { inUseBy, refuseUsed, usesIn } from "../../../shared/service/uses.ts";
import { bookableResource, MOST_TAGS } from "./bookable-resource.ts";
import { bookingTag } from "./booking-tag.ts";
import * as declared from "./declarations.ts";

/** Deletions of more are refused: each resource that loses the tag is recorded with the command. */
const MOST_RESOURCES = 1000;

/** An assignment is an entry of the resource's list; its id follows from both ends. */
const assignmentOf = (bookable_resource_id: string, tag_id: string) => ({
  ...{ id: idOf(`booking_tag:${tag_id}:${bookable_resource_id}`), bookable_resource_id, tag_id },
});

export const assignBookingTag = command(declared.assignBookingTag, async (tx, { id, tag_id }) => {
  const before = live(bookableResource, await tx.target(bookableResource, id));
  await hold(tx, bookingTag, [tag_id], "/tag_id");
  if (before.tag_ids.includes(tag_id)) {
    const message = "The resource has this tag already.";
    throw fail("conflict", message, { errors: [{ pointer: "/tag_id", code: "taken", message }] });
  }
  if (before.tag_ids.length >= MOST_TAGS) {
    const message = `A resource has at most ${MOST_TAGS} tags; take one off first.`;
    throw fail("unprocessable", message, { errors: [{ pointer: "/tag_id", code: "too_many", message }] });
  }
  await tx.save(bookableResource, before, { tag_ids: [...before.tag_ids, tag_id] });
  return assignmentOf(id, tag_id);
});

export const unassignBookingTag = command(declared.unassignBookingTag, async (tx, { id, tag_id }) => {
  const before = live(bookableResource, await tx.target(bookableResource, id));
  if (!before.tag_ids.includes(tag_id)) throw notFound("booking_tag", tag_id);
  const tag_ids = before.tag_ids.filter((each) => each !== tag_id);
  await tx.save(bookableResource, before, { tag_ids });
  return assignmentOf(id, tag_id);
});

export const removeBookingTag = command(declared.removeBookingTag, async (tx, { id }) => {
  const before = await tx.target(bookingTag, id);
  const uses = await usesIn(tx, bookableResource, { tag_ids: id });
  if (uses.count > MOST_RESOURCES) refuseUsed(bookingTag.name, inUseBy([[bookableResource.plural, uses]]));
  const tagged = await tx.find(bookableResource, { tag_ids: id });
  await tx.saveMany(
    bookableResource,
    tagged.map((each) => ({
      before: each,
      changes: { tag_ids: each.tag_ids.filter((tag) => tag !== id) },
    })),
  );
  await tx.purge(bookingTag, before);
  return { deleted_id: id };
});
