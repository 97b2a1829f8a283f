/** What distinguishes one kind of mail from the others (NTF-2). */
import type { EventDeclaration } from "../../../shared/events/event.ts";
import type { Call } from "../../../shared/service/reference.ts";
import type { ServiceSettings } from "../../../shared/service/settings.ts";

/** The words that fill the text of a mail. */
export type Values = Readonly<Record<string, string>>;

type Asking = { call: Call; to: string; locale: string; settings: ServiceSettings };

export type MailKind<Data = unknown, Kept = Data> = {
  on: EventDeclaration<Data>;
  /** What is stored of the event until the mail is sent. */
  keep(data: Data): Kept;
  /** Called when the mail is written. */
  recipients(call: Call, data: Data): Promise<{ emails: readonly string[]; locale: string }>;
  /** Called when the mail is sent; null if it is no longer wanted. */
  values(asking: Asking, data: Kept): Promise<Values | null>;
};

/** A mail that keeps the whole event. */
export const kind = <Data>(each: Omit<MailKind<Data>, "keep">): MailKind<Data> => ({
  ...each,
  keep: (data) => data,
});
export const keeping = <Data, Kept>(each: MailKind<Data, Kept>): MailKind<Data, Kept> => each;
