/** Activities and comments of customers: written, changed, deleted. */
import { id } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { activity, comment } from "./note.ts";

const refuses = ["reference_not_found"] as const;
const [write, remove] = ["write:customer_notes", "delete:customer_notes"] as const;

export const createActivity = operation({
  name: "accounts.activity.create",
  http: "POST /activities",
  ...{ status: 201, scope: write, refuses },
  about:
    "Note an activity with a contact or business customer. Its type becomes one of the words for them. Returns the activity.",
  input: activity.fields,
  output: entityOf(activity),
});

export const changeActivity = operation({
  name: "accounts.activity.change",
  http: "PATCH /activities/{id}",
  ...{ change: true, scope: write, refuses },
  about: "Change an activity. It stays with its customer. Returns the activity.",
  input: { id: id(), ...activity.fields },
  output: entityOf(activity),
});

export const removeActivity = operation({
  name: "accounts.activity.remove",
  http: "DELETE /activities/{id}",
  scope: remove,
  about: "Delete an activity. Returns the deleted activity.",
  input: { id: id() },
  output: entityOf(activity),
});

export const createComment = operation({
  name: "accounts.comment.create",
  http: "POST /comments",
  ...{ status: 201, scope: write, refuses },
  about: "Comment on a contact or business customer. Returns the comment.",
  input: comment.fields,
  output: entityOf(comment),
});

export const changeComment = operation({
  name: "accounts.comment.change",
  http: "PATCH /comments/{id}",
  ...{ change: true, scope: write, refuses },
  about: "Change a comment. It stays with its customer. Returns the comment.",
  input: { id: id(), ...comment.fields },
  output: entityOf(comment),
});

export const removeComment = operation({
  name: "accounts.comment.remove",
  http: "DELETE /comments/{id}",
  scope: remove,
  about: "Delete a comment. Returns the deleted comment.",
  input: { id: id() },
  output: entityOf(comment),
});
