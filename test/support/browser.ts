/** A real headless browser, driven by its protocol (CDP) over a pipe: opens pages, types, clicks, reads, takes screenshots. */
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { until } from "./backroom.ts";
import { type Chromium, findChromium } from "./chromium.ts";

// biome-ignore lint/suspicious/noExplicitAny: messages of the protocol; each caller knows its own.
type Message = Record<string, any>;

export type Page = {
  open(url: string): Promise<void>;
  /** The value of an expression in the page. */
  read<T>(expression: string): Promise<T>;
  /** Waits until an expression is true. */
  until(expression: string): Promise<unknown>;
  type(selector: string, text: string): Promise<void>;
  click(selector: string): Promise<void>;
  /** As wide as a desktop's window (1280) or a telephone (390). */
  resize(width: number): Promise<void>;
  screenshot(file: string): Promise<void>;
  /** Console errors, exceptions and failed requests so far. */
  complaints: string[];
};

export type Browser = { page(): Promise<Page>; stop(): Promise<void> };

const flags = [
  ...["--headless", "--no-sandbox", "--no-zygote", "--disable-gpu", "--disable-dev-shm-usage"],
  ...["--no-first-run", "--disable-extensions", "--disable-background-networking", "--hide-scrollbars"],
  ...["--remote-debugging-pipe", "--window-size=1200,900"],
];

type Wire = {
  send(method: string, params?: Message, sessionId?: string): Promise<Message>;
  listen(session: string, heard: (method: string, params: Message) => void): void;
};

/** Messages end with NUL; an answer has the id of its command. */
function wireOf(output: Writable, input: Readable, ended: Promise<unknown>): Wire {
  const asked = new Map<number, { resolve: (result: Message) => void; reject: (error: Error) => void }>();
  const listeners = new Map<string, (method: string, params: Message) => void>();
  let last = 0;
  let rest = "";
  let over = false;
  input.setEncoding("utf8");
  input.on("data", (chunk: string) => {
    const messages = (rest + chunk).split("\0");
    rest = messages.pop()!;
    for (const { id, result, error, method, params, sessionId } of messages.map((each) => JSON.parse(each))) {
      if (method) listeners.get(sessionId)?.(method, params);
      const question = asked.get(id);
      asked.delete(id);
      if (error) question?.reject(new Error(error.message));
      else question?.resolve(result);
    }
  });
  ended.then(() => {
    over = true;
    for (const { reject } of asked.values()) reject(new Error("The browser has ended."));
  });
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        if (over) return reject(new Error("The browser has ended."));
        asked.set(++last, { resolve, reject });
        output.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
      }),
    listen: (session, heard) => listeners.set(session, heard),
  };
}

/** The error that an event of the protocol reports, or null. */
function complaintOf(method: string, params: Message): string | null {
  if (method === "Runtime.exceptionThrown") {
    const { text, exception } = params.exceptionDetails;
    return `${text} ${exception?.description ?? ""}`;
  }
  if (method === "Runtime.consoleAPICalled" && params.type === "error")
    return params.args.map((each: Message) => each.value ?? each.description).join(" ");
  if (method === "Log.entryAdded" && params.entry.level === "error")
    return `${params.entry.text} ${params.entry.url ?? ""}`;
  return null;
}

async function newPage(wire: Wire): Promise<Page> {
  const { targetId } = await wire.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await wire.send("Target.attachToTarget", { targetId, flatten: true });
  const send = (method: string, params?: Message) => wire.send(method, params, sessionId);
  const complaints: string[] = [];
  wire.listen(sessionId, (method, params) => {
    const complaint = complaintOf(method, params);
    if (complaint) complaints.push(complaint);
  });
  for (const domain of ["Page", "Runtime", "Log"]) await send(`${domain}.enable`);
  const page: Page = {
    complaints,
    async open(url) {
      const { errorText } = await send("Page.navigate", { url });
      if (errorText) throw new Error(`${url}: ${errorText}`);
      await page.until("document.readyState === 'complete'");
    },
    async read(expression) {
      const options = { expression, returnByValue: true, awaitPromise: true };
      const { result, exceptionDetails } = await send("Runtime.evaluate", options);
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
    // An element may not exist yet while the page changes.
    until: (expression) => until(() => page.read<boolean>(expression).catch(() => false), expression),
    async type(selector, text) {
      await page.click(selector);
      await page.read(`document.querySelector(${JSON.stringify(selector)}).select()`);
      await send("Input.insertText", { text });
    },
    click: (selector) =>
      // A page that renews itself may move its elements between the look and the click: then it is tried again.
      until(async () => {
        const named = JSON.stringify(selector);
        const [x, y] = await page.read<[number, number]>(
          `(() => { const it = document.querySelector(${named}); it.scrollIntoView({ block: "center" });
            document.addEventListener("click", ({ target }) => { window.hit = target.closest(${named}) !== null; }, { once: true, capture: true });
            window.hit = false;
            const at = it.getBoundingClientRect(); return [at.x + at.width / 2, at.y + at.height / 2]; })()`,
        );
        for (const type of ["mousePressed", "mouseReleased"])
          await send("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
        return page.read<boolean>("window.hit");
      }, `a click on ${selector}`).then(() => undefined),
    async resize(width) {
      const size = { width, height: 900, deviceScaleFactor: 1, mobile: false };
      await send("Emulation.setDeviceMetricsOverride", size);
    },
    async screenshot(file) {
      const { data } = await send("Page.captureScreenshot", { format: "png" });
      await writeFile(file, Buffer.from(data, "base64"));
    },
  };
  return page;
}

async function launch({ command, env }: Chromium): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), "backroom-browser-"));
  const child = spawn(command, [...flags, `--user-data-dir=${profile}`], {
    env: { PATH: process.env.PATH ?? "", HOME: profile, ...env },
    stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
  });
  let said = "";
  child.stderr!.on("data", (chunk) => (said = (said + chunk).slice(-2000)));
  const ended = new Promise<void>((resolve) =>
    child.once("close", () => resolve()).once("error", () => resolve()),
  );
  const wire = wireOf(child.stdio[3] as Writable, child.stdio[4] as Readable, ended);
  await wire.send("Browser.getVersion").catch((error) => {
    throw new Error(`${error.message} ${said}`);
  });
  return {
    page: () => newPage(wire),
    async stop() {
      child.kill("SIGKILL");
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A running browser, or the reason why this machine has none. */
export async function startBrowser(): Promise<Browser | { missing: string }> {
  const found = await findChromium();
  return "missing" in found ? found : launch(found);
}
