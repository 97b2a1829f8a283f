/** The texts of mails by language; English by default (NTF-2). Secrets go in the text, never the subject. */
import type { Role } from "../../../shared/grants.ts";
import { inLanguageOf } from "../../../shared/locale.ts";
import type { MailKindName } from "./mail.ts";

export type Text = { readonly subject: string; readonly text: string };

type Language = {
  readonly kinds: Readonly<Record<MailKindName, Text>>;
  readonly roles: Readonly<Record<Role, string>>;
};

const en: Language = {
  kinds: {
    invitation: {
      subject: "Invitation to {organization}",
      text: `{inviter} invites you to join {organization} as {role}.

Accept the invitation until {until}, with this:

{acceptance}

If you did not expect this invitation, you can ignore it.
`,
    },
    low_stock: {
      subject: "Low stock: {what} at {site}",
      text: `{what} has fallen to its reorder point at {site}.

Available: {available}
On order: {on_order}
Reorder point: {reorder_point}
Reorder quantity: {reorder_quantity}
`,
    },
    sign_in_code: {
      subject: "Your code for {platform}",
      text: `Sign in to {platform} with this code. It is valid for 10 minutes:

{code}

If you did not ask for it, you can ignore this mail.
`,
    },
    waitlist_granted: {
      subject: "Welcome to {platform}",
      text: `You can now sign in to {platform}:

{address}
`,
    },
    contract_sent: {
      subject: "Contract {number} of {platform}",
      text: `Contract {number} is ready for you at {platform}.

To pay: {amount}
Until: {until}

{address}
`,
    },
    password_reset: {
      subject: "Set your password anew",
      text: `Set your password anew within an hour, with this:

{reset}

If you did not ask for it, you can ignore this mail.
`,
    },
    signup: {
      subject: "Confirm {organization}",
      text: `Begin with {organization} within a day, with this:

{link}

If you did not ask for it, you can ignore this mail.
`,
    },
    payment_failed: {
      subject: "A payment to {platform} failed",
      text: `A payment for your subscription at {platform} failed.

To pay: {amount}
We try again: {again}

Check your payment method, so that the subscription goes on:

{address}
`,
    },
    dispute_opened: {
      subject: "A payment of contract {number} is disputed",
      text: `A buyer of contract {number} at {platform} asked their bank to take {amount} back.

Reason: {reason}
The provider takes evidence until: {until}
`,
    },
    dispute_won: {
      subject: "The dispute about contract {number} is won",
      text: `The dispute about {amount} of contract {number} at {platform} ended, and the payment stays.
`,
    },
    dispute_lost: {
      subject: "The dispute about contract {number} is lost",
      text: `The dispute about {amount} of contract {number} at {platform} ended, and the money went back to the buyer.

It is booked like a refund: sellers bear their part. The buyer keeps the goods.
`,
    },
    refund_exceeded: {
      subject: "Too much was refunded on contract {number}",
      text: `A refund made at the payment provider gave a buyer of contract {number} at {platform} {amount} more back than they had left.

It is booked as a loss of the platform. Find out whether the buyer owes it.
`,
    },
    refund_returned: {
      subject: "A refund on contract {number} was returned",
      text: `The refund of {amount} to a buyer of contract {number} at {platform} did not reach the buyer: the payment provider has the money again.

It is owed to the buyer. Pay it in another way, and record that at the refund.
`,
    },
    subscription_ending: {
      subject: "Your subscription at {platform} ends",
      text: `Your subscription at {platform} ends on {until}.

{address}
`,
    },
  },
  roles: { viewer: "viewer", member: "member", manager: "manager", admin: "administrator", owner: "owner" },
};

const de: Language = {
  kinds: {
    invitation: {
      subject: "Einladung zu {organization}",
      text: `{inviter} lädt Sie zu {organization} ein, mit der Rolle {role}.

Nehmen Sie die Einladung bis {until} hiermit an:

{acceptance}

Falls Sie diese Einladung nicht erwartet haben, können Sie sie ignorieren.
`,
    },
    low_stock: {
      subject: "Niedriger Bestand: {what} in {site}",
      text: `{what} hat in {site} den Meldebestand erreicht.

Verfügbar: {available}
Bestellt: {on_order}
Meldebestand: {reorder_point}
Bestellmenge: {reorder_quantity}
`,
    },
    sign_in_code: {
      subject: "Ihr Code für {platform}",
      text: `Melden Sie sich mit diesem Code bei {platform} an. Er gilt 10 Minuten:

{code}

Falls Sie ihn nicht angefordert haben, können Sie diese Mail ignorieren.
`,
    },
    waitlist_granted: {
      subject: "Willkommen bei {platform}",
      text: `Sie können sich jetzt bei {platform} anmelden:

{address}
`,
    },
    contract_sent: {
      subject: "Vertrag {number} von {platform}",
      text: `Vertrag {number} liegt bei {platform} für Sie bereit.

Zu zahlen: {amount}
Bis: {until}

{address}
`,
    },
    password_reset: {
      subject: "Neues Passwort",
      text: `Setzen Sie Ihr Passwort innerhalb einer Stunde hiermit neu:

{reset}

Falls Sie das nicht angefordert haben, können Sie diese Mail ignorieren.
`,
    },
    signup: {
      subject: "{organization} bestätigen",
      text: `Beginnen Sie mit {organization} innerhalb eines Tages hiermit:

{link}

Falls Sie das nicht angefordert haben, können Sie diese Mail ignorieren.
`,
    },
    payment_failed: {
      subject: "Eine Zahlung an {platform} ist fehlgeschlagen",
      text: `Eine Zahlung für Ihr Abonnement bei {platform} ist fehlgeschlagen.

Zu zahlen: {amount}
Nächster Versuch: {again}

Prüfen Sie Ihre Zahlungsart, damit das Abonnement weiterläuft:

{address}
`,
    },
    dispute_opened: {
      subject: "Eine Zahlung zu Vertrag {number} wird angefochten",
      text: `Bei Vertrag {number} auf {platform} hat ein Käufer seine Bank gebeten, {amount} zurückzuholen.

Grund: {reason}
Der Zahlungsdienst nimmt Belege an bis: {until}
`,
    },
    dispute_won: {
      subject: "Die Anfechtung zu Vertrag {number} ist gewonnen",
      text: `Die Anfechtung über {amount} zu Vertrag {number} auf {platform} ist beendet, die Zahlung bleibt.
`,
    },
    dispute_lost: {
      subject: "Die Anfechtung zu Vertrag {number} ist verloren",
      text: `Die Anfechtung über {amount} zu Vertrag {number} auf {platform} ist beendet, das Geld ging an den Käufer zurück.

Sie ist wie eine Erstattung gebucht: Verkäufer tragen ihren Teil. Der Käufer behält die Ware.
`,
    },
    refund_exceeded: {
      subject: "Zu Vertrag {number} wurde zu viel erstattet",
      text: `Eine Erstattung beim Zahlungsdienst gab einem Käufer von Vertrag {number} auf {platform} {amount} mehr zurück, als ihm zustand.

Sie ist als Verlust der Plattform gebucht. Prüfen Sie, ob der Käufer sie schuldet.
`,
    },
    refund_returned: {
      subject: "Eine Erstattung zu Vertrag {number} kam zurück",
      text: `Die Erstattung von {amount} an einen Käufer von Vertrag {number} auf {platform} hat den Käufer nicht erreicht: Der Zahlungsdienst hat das Geld wieder.

Sie steht dem Käufer weiter zu. Zahlen Sie sie auf anderem Weg und vermerken Sie das bei der Erstattung.
`,
    },
    subscription_ending: {
      subject: "Ihr Abonnement bei {platform} endet",
      text: `Ihr Abonnement bei {platform} endet am {until}.

{address}
`,
    },
  },
  roles: {
    viewer: "Betrachter",
    member: "Mitglied",
    manager: "Manager",
    admin: "Administrator",
    owner: "Inhaber",
  },
};

const languages = { en, de };

export const textIn = (locale: string, kind: MailKindName): Text =>
  inLanguageOf(locale, languages).kinds[kind];

export const roleIn = (locale: string, role: Role): string => inLanguageOf(locale, languages).roles[role];

/** The text with its values. An unknown name in a text is a programming error. */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new TypeError(`The mail has no value '${name}'.`);
    return value;
  });
