/** The operator's page at /ops. After sign-in with an owner or admin key it reads `/api/v1/ops` every two seconds. */

const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Operation · Backroom</title>
<link rel="icon" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/ops/ops.css">
</head>
<body>
<header><h1>Backroom</h1><p id="state"></p><nav><a href="/docs">API</a> <button id="sign-out" hidden>Sign out</button></nav></header>
<form id="sign-in"><label>Key <input id="key" type="password" autocomplete="off" required></label><button>Sign in</button></form>
<main id="main" hidden>
<div id="installation" hidden>
<section><h2>Requests of this gateway, last five minutes</h2>
<svg id="chart" viewBox="0 0 600 120" preserveAspectRatio="none" role="img" aria-label="Requests per second"></svg><p class="axis quiet"><span>five minutes ago</span><span>now</span></p><p id="rate"></p></section>
<section><h2>Services</h2><div class="wide"><table id="services"><thead><tr><th>Service</th><th class="number">Copies</th><th class="number">Outbox</th><th class="number">Oldest event</th><th class="number">Lag</th><th class="number">Sagas</th><th class="number">Oldest saga</th><th class="number">Dead letters</th><th class="number">Connections in use</th></tr></thead><tbody></tbody></table></div>
<p class="quiet">Outbox: events that are not sent yet. Lag: events that wait for their consumers. Sagas: processes over several services that are under way. Dead letters: events that a consumer gave up.</p></section>
<section><h2>Stored data</h2><p id="verified"></p><ul id="anomalies"></ul>
<details id="checks"><summary>All checks</summary><div class="wide"><table id="verifier"><thead><tr><th>Check</th><th>Means</th><th class="number">Rows read</th><th class="number">Seconds</th><th class="number">Breaches</th></tr></thead><tbody></tbody></table></div></details></section>
<section><h2>Copies</h2><div class="wide"><table id="copies"><thead><tr><th>Node</th><th>Host</th><th>Runs</th><th>State</th></tr></thead><tbody></tbody></table></div></section>
</div>
<section><h2>Dead letters of this organization</h2><div class="wide"><table id="letters"><thead><tr><th>Event</th><th>Consumer</th><th class="number">Tries</th><th>Since</th><th>Error</th><th></th></tr></thead><tbody></tbody></table></div><p id="no-letters">None.</p><p id="done" role="status"></p><details id="event" hidden open><summary>The event</summary><pre></pre></details></section>
<section><h2>Mails of this organization</h2><div class="wide"><table id="mails"><thead><tr><th>Kind</th><th>To</th><th>Status</th><th class="number">Tries</th><th>Written</th><th>Error</th><th></th></tr></thead><tbody></tbody></table></div><p id="no-mails">None.</p></section>
</main>
<script src="/ops/ops.js"></script>
</body>
</html>
`;

const css = `:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; --good: light-dark(#14713f, #4cc38a); --bad: light-dark(#b3261e, #ff8a80); --quiet: light-dark(#5c6166, #a3a8ad); }
body { margin: 0 auto; max-width: 70rem; padding: 1rem; }
header, form { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem 1rem; }
header { margin-bottom: 1rem; } #state { flex: 1; margin: 0; } nav { white-space: nowrap; }
h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1rem; margin: 1.5rem 0 .4rem; }
/* A wide table scrolls by itself; a shadow at an edge says that there is more. */
.wide { overflow-x: auto; background: linear-gradient(to right, Canvas 40%, transparent) left / 2rem 100%, linear-gradient(to left, Canvas 40%, transparent) right / 2rem 100%, linear-gradient(to right, #8888, transparent) left / .6rem calc(100% - 4px), linear-gradient(to left, #8888, transparent) right / .6rem calc(100% - 4px); background-repeat: no-repeat; background-attachment: local, local, scroll, scroll; }
[hidden] { display: none !important; } pre { white-space: pre-wrap; overflow-wrap: anywhere; } .quiet { color: var(--quiet); font-size: .85rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #8884; }
.number { text-align: right; font-variant-numeric: tabular-nums; } td.number { white-space: nowrap; }
svg { width: 100%; height: 8rem; background: #8881; } .bar { fill: var(--good); } .bad { fill: var(--bad); }
.axis { display: flex; justify-content: space-between; margin: 0; }
.alive { color: var(--good); } .away { color: var(--bad); font-weight: 600; } button { cursor: pointer; } input, button { font: inherit; }
input { width: 24rem; max-width: 60vw; }
`;

const js = `const $ = (id) => document.getElementById(id);
const NS = "http://www.w3.org/2000/svg";
let key = sessionStorage.getItem("key");

async function ask(method, path, { sent, needed = true } = {}) {
  const headers = { authorization: "Bearer " + key, ...(sent ? { "content-type": "application/json" } : {}) };
  const options = { method, headers, ...(sent ? { body: JSON.stringify(sent) } : {}) };
  let response = await fetch("/api/v1" + path, options);
  if (response.status === 404) response = await fetch("/native/api/v1" + path, options);
  const body = await response.json();
  if (response.ok) return body;
  if (response.status === 403 && !needed) return null;
  // Forget a key that is not an admin's.
  if (response.status === 401 || response.status === 403) signOut();
  throw new Error(body.detail ?? response.statusText);
}

const SIGN_IN = "Sign in with an owner or admin key.";

function signOut() {
  key = null;
  sessionStorage.removeItem("key");
  $("sign-in").hidden = false;
  $("sign-out").hidden = true;
  $("main").hidden = true;
}

function cell(row, text, kind) {
  const td = row.insertCell();
  td.textContent = text;
  if (kind) td.className = kind;
  return td;
}

const rows = (id) => {
  const body = $(id).tBodies[0];
  body.replaceChildren();
  return () => body.insertRow();
};

const rate = (count, seconds) => (count / seconds).toLocaleString(undefined, { maximumFractionDigits: 1 });
const age = (ms) => (ms < 1000 ? ms + " ms" : Math.round(ms / 1000) + " s");

function draw(seconds) {
  const most = Math.max(1, ...seconds.map((each) => each.requests));
  const width = 600 / seconds.length;
  $("chart").replaceChildren(
    ...seconds.flatMap((each, i) =>
      [["bar", each.requests], ["bad", each.failed]].filter(([, count]) => count > 0).map(([kind, count]) => {
        const bar = document.createElementNS(NS, "rect");
        const height = (120 * count) / most;
        bar.setAttribute("class", kind);
        bar.setAttribute("x", i * width);
        bar.setAttribute("y", 120 - height);
        bar.setAttribute("width", Math.max(1, width - 0.3));
        bar.setAttribute("height", height);
        return bar;
      })),
  );
  const last = seconds.slice(-10);
  const sum = (name) => last.reduce((total, each) => total + each[name], 0);
  $("rate").textContent = rate(sum("requests"), 10) + " requests a second in the last ten seconds, of which " + (sum("failed") || "none") + " failed; at most " + most + " in one second.";
}

function show({ copies, services, seconds, as_of }) {
  draw(seconds);
  const service = rows("services");
  for (const each of services) {
    const row = service();
    const alive = copies.filter((copy) => copy.alive && copy.services.includes(each.service)).length;
    cell(row, each.service);
    cell(row, alive, alive > 0 && !each.unavailable ? "alive number" : "away number");
    if (each.unavailable) { cell(row, "does not answer", "away").colSpan = 7; continue; }
    cell(row, each.unpublished, "number");
    cell(row, each.unpublished ? age(each.oldest_unpublished_ms) : "–", "number");
    cell(row, each.lag ?? "unknown", "number");
    cell(row, each.sagas, "number");
    cell(row, each.sagas ? age(each.oldest_saga_ms) : "–", "number");
    cell(row, each.dead_letters, each.dead_letters ? "away number" : "number");
    cell(row, each.pool.in_use + " of " + each.pool.open, "number");
  }
  const copy = rows("copies");
  for (const each of copies) {
    const row = copy();
    cell(row, each.id);
    cell(row, each.host ?? "");
    cell(row, each.services.join(", "));
    cell(row, each.alive ? "alive" : "away", each.alive ? "alive" : "away");
  }
  $("state").textContent = "As of " + new Date(as_of).toLocaleTimeString() + ".";
}

const plural = (count, word) => count.toLocaleString() + " " + word + (count === 1 ? "" : word.endsWith("ch") ? "es" : "s");
const moment = (at) => new Date(at).toLocaleString();

function verdict({ last, failed, running_since, unavailable }) {
  if (unavailable) return "The service that keeps the results does not answer.";
  const parts = [];
  if (!last) parts.push("Not verified yet. Every night a run looks for breaches (VERIFY_AT), and so does npm run verify.");
  else {
    const seconds = Math.round((Date.parse(last.finished_at) - Date.parse(last.started_at)) / 1000);
    parts.push(
      "Last verified " + moment(last.started_at) + ", in " + seconds + " s: " + plural(last.checks.length, "check") + ", " +
        (last.breaches ? plural(last.breaches, "breach") : "no breach") + ".",
    );
  }
  if (failed) parts.push("The run of " + moment(failed.started_at) + " failed: " + failed.error);
  if (running_since) parts.push("One is running since " + moment(running_since) + ".");
  return parts.join(" ");
}

function verified(found, anomalies) {
  const { last, failed, unavailable } = found;
  $("verified").textContent = verdict(found);
  $("verified").className = unavailable || failed || last?.breaches ? "away" : last ? "alive" : "";
  $("checks").hidden = !last;
  const check = rows("verifier");
  for (const each of last?.checks ?? []) {
    const row = check();
    cell(row, each.check);
    cell(row, each.means);
    cell(row, each.rows.toLocaleString(), "number");
    cell(row, each.seconds.toFixed(1), "number");
    cell(row, each.breaches, each.breaches ? "away number" : "number");
  }
  $("anomalies").replaceChildren(
    ...anomalies.map((each) => {
      const line = document.createElement("li");
      line.textContent = each.check + " " + each.subject + ": " + each.what;
      return line;
    }),
  );
}

function list({ data }) {
  const letter = rows("letters");
  $("no-letters").hidden = data.length > 0;
  $("letters").hidden = data.length === 0;
  for (const each of data) {
    const row = letter();
    cell(row, each.type);
    cell(row, each.consumer);
    cell(row, each.attempts, "number");
    cell(row, new Date(each.at).toLocaleString());
    cell(row, each.error);
    const at = "/ops/dead-letters/" + encodeURIComponent(each.id);
    const actions = row.insertCell();
    for (const [word, act] of Object.entries({ Replay: replay, Show: look, Discard: discard })) {
      const button = document.createElement("button");
      button.textContent = word;
      button.onclick = () => act(at).then(turn, (error) => done(error.message, "away"));
      actions.append(button, " ");
    }
  }
}

function mails({ data }) {
  const mail = rows("mails");
  $("no-mails").hidden = data.length > 0;
  $("mails").hidden = data.length === 0;
  for (const each of data) {
    const row = mail();
    cell(row, each.kind.replaceAll("_", " "));
    cell(row, each.to);
    cell(row, each.status, each.status === "failed" ? "away" : each.status === "sent" ? "alive" : "");
    cell(row, each.tries, "number");
    cell(row, moment(each.created_at));
    cell(row, each.error ?? "");
    const actions = row.insertCell();
    if (!["queued", "failed", "kept"].includes(each.status)) continue;
    const button = document.createElement("button");
    button.textContent = "Send again";
    button.onclick = () => ask("POST", "/mails/" + each.id + "/retry").then(turn, (error) => done(error.message, "away"));
    actions.append(button);
  }
}

function done(text, kind) {
  $("done").textContent = text;
  $("done").className = kind;
}

async function replay(at) {
  const { failed, error } = await ask("POST", at + "/replay");
  done(failed ? "It failed again: " + error : "It was handed over.", failed ? "away" : "alive");
}

async function look(at) {
  const { event } = await ask("GET", at);
  $("event").querySelector("pre").textContent = JSON.stringify(event, null, 2);
  $("event").hidden = false;
}

async function discard(at) {
  const reason = prompt("Why is this event not needed? The reason is kept.");
  if (!reason?.trim()) return;
  await ask("POST", at + "/discard", { sent: { reason } });
  $("event").hidden = true;
  done("It was discarded.", "alive");
}

const told = (error) => { $("state").textContent = error.message; };

async function turn() {
  try {
    const [status, letters, latest] = await Promise.all([
      // Only operators see the installation; the owner of one organization sees only its own part.
      ask("GET", "/ops/status", { needed: false }),
      ask("GET", "/ops/dead-letters"),
      ask("GET", "/mails?sort=-created_at&limit=20"),
    ]);
    const last = status?.verification.last;
    const own = last?.breaches ? await ask("GET", "/anomalies?limit=20&verification_id=" + last.id) : { data: [] };
    // Signed out meanwhile.
    if (!key) return;
    $("sign-in").hidden = true;
    $("sign-out").hidden = false;
    $("main").hidden = false;
    $("installation").hidden = !status;
    if (status) {
      show(status);
      verified(status.verification, own.data);
    } else $("state").textContent = "This key sees what concerns its own organization.";
    list(letters);
    mails(latest);
  } catch (error) {
    told(error);
  }
}

$("sign-out").onclick = () => {
  signOut();
  told({ message: SIGN_IN });
  $("key").focus();
};
$("sign-in").onsubmit = (event) => {
  event.preventDefault();
  key = $("key").value.trim();
  turn().then(() => key && sessionStorage.setItem("key", key));
};
if (key) turn();
else told({ message: SIGN_IN });
setInterval(() => { if (key && !document.hidden) turn(); }, 2000);
`;

export const opsPages: Record<string, { type: string; text: string }> = {
  "/ops": { type: "text/html; charset=utf-8", text: html },
  "/ops/ops.css": { type: "text/css; charset=utf-8", text: css },
  "/ops/ops.js": { type: "text/javascript; charset=utf-8", text: js },
};
