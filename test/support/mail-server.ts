/** A mail server on this machine, spoken to in real SMTP: stores messages and treats each recipient as configured. */
import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A refusal with its code, at the recipient; no answer to DATA; the connection cut within DATA; or silence until `release`. */
export type Treatment = "accept" | { refuse: number } | "silence" | "cut" | "hold";

export type Delivered = { to: string; mail: ParsedMail };

export type MailServer = {
  url: string;
  /** Messages for a recipient in the order of their arrival; also those whose transfer was cut. */
  got(to: string): Delivered[];
  /** How often a recipient was named. */
  asked(to: string): number;
  treat(to: string, how: Treatment): void;
  /** Messages in the middle of their transfer now, and their maximum. */
  held(to: string): number;
  release(): void;
  stop(): Promise<void>;
};

export async function startMailServer(): Promise<MailServer> {
  const how = new Map<string, Treatment>();
  const got: Delivered[] = [];
  const asked: string[] = [];
  const held: string[] = [];
  let gate = Promise.withResolvers<void>();
  const treatment = (to: string) => how.get(to) ?? "accept";
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo({ address }, _session, done) {
      asked.push(address);
      const chosen = treatment(address);
      if (typeof chosen === "string") return done();
      done(Object.assign(new Error(`Refused ${address}`), { responseCode: chosen.refuse }));
    },
    async onData(stream, session, done) {
      const to = session.envelope.rcptTo[0]!.address;
      const mail = await simpleParser(stream);
      const chosen = treatment(to);
      if (chosen === "hold") {
        held.push(to);
        await gate.promise;
        held.splice(held.indexOf(to), 1);
      }
      got.push({ to, mail });
      if (chosen === "cut") {
        for (const each of server.connections) if (each.id === session.id) each._socket.destroy();
        return;
      }
      if (chosen !== "silence") done();
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    got: (to) => got.filter((each) => each.to === to),
    asked: (to) => asked.filter((each) => each === to).length,
    treat: (to, chosen) => how.set(to, chosen),
    held: (to) => held.filter((each) => each === to).length,
    release() {
      gate.resolve();
      gate = Promise.withResolvers<void>();
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
