/**
 * Messages for JetStream: events of one organization and type that are published together share one, as lines
 * of JSON.
 */
import { sha256 } from "../ids.ts";
import type { Carrier } from "./carrier.ts";
import type { Envelope } from "./event.ts";
import { type Line, recover, streamOf, subjectOf } from "./jetstream-line.ts";

/** Few enough that one failing event repeats only a few others. */
const MOST_EVENTS = 16;
/** A quarter of the limit of NATS. */
const MOST_BYTES = 262_144;

type Waiting = { service: string; event: Envelope; done: () => void; failed: (error: unknown) => void };
type Message = { subject: string; lines: string[]; bytes: number; waiting: Waiting[] };

/** Everything published in one turn of the event loop is sent together. */
export function publishing(line: Line): Carrier["publish"] {
  let waiting: Waiting[] = [];
  function leave(): void {
    const all = waiting;
    waiting = [];
    for (const message of messagesOf(line, all)) send(line, message);
  }
  const one = (service: string, event: Envelope) =>
    new Promise<void>((done, failed) => {
      if (waiting.length === 0) queueMicrotask(leave);
      waiting.push({ service, event, done, failed });
    });
  return async (service, events) => {
    await Promise.all(events.map((event) => one(service, event)));
  };
}

function messagesOf(line: Line, all: readonly Waiting[]): Message[] {
  const messages: Message[] = [];
  const open = new Map<string, Message>();
  for (const each of all) {
    const { service, event } = each;
    const subject = subjectOf(line, { service, org: event.org_id, type: event.type });
    const text = JSON.stringify(event);
    const bytes = Buffer.byteLength(text);
    let message = open.get(subject);
    if (!message || message.lines.length === MOST_EVENTS || message.bytes + bytes > MOST_BYTES) {
      message = { subject, lines: [], bytes: 0, waiting: [] };
      messages.push(message);
      open.set(subject, message);
    }
    message.lines.push(text);
    message.bytes += bytes;
    message.waiting.push(each);
  }
  return messages;
}

/** The same events give the same message id, so the server stores them once. */
function idOf({ waiting }: Message): string {
  const ids = waiting.map(({ event }) => event.id);
  return ids.length === 1 ? ids[0]! : sha256(ids.join());
}

async function send(line: Line, message: Message): Promise<void> {
  const { subject, lines, waiting } = message;
  const { service } = waiting[0]!;
  const expect = { streamName: streamOf(line, service) };
  try {
    await line.client.publish(subject, lines.join("\n"), { msgID: idOf(message), expect });
    for (const { done } of waiting) done();
  } catch (error) {
    if ((error as { code?: string }).code === "503") await recover(line, service).catch(line.onError);
    for (const { failed } of waiting) failed(error);
  }
}

/** The events of a message. */
export const eventsIn = (text: string): Envelope[] =>
  text.split("\n").map((each) => JSON.parse(each) as Envelope);
