// The page of the mock market: looks twice a second, and sends what its buttons say. All texts go in as
// text nodes, so nothing that a request or an order contains can become markup.

const EVERY = 500; // milliseconds between two looks
const SHOWN = 100; // lines of the journal
const MOSCOW = { timeZone: "Europe/Moscow", hourCycle: "h23" };
const DAY = new Intl.DateTimeFormat("en-GB", { ...MOSCOW, day: "numeric", month: "short" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { ...MOSCOW, hour: "2-digit", minute: "2-digit" });
const EXACT = new Intl.DateTimeFormat("en-GB", { ...MOSCOW, hour: "2-digit", minute: "2-digit", second: "2-digit" });
const MONEY = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const COUNT = new Intl.NumberFormat("en-GB");

const KINDS = {
  ORDER_RECIPIENT_UPDATE: "New recipient",
  ORDER_DELIVERY_INTERVAL_UPDATE: "New delivery interval",
};
// What the form offers: a name, the words, and the word whose value may be typed.
const PRESETS = [
  ["420: too many requests at once", { status: 420, kind: "parallel" }],
  ["420: hourly quota used up", { status: 420, kind: "resource" }],
];
const MODIFIERS = ["kind", "wait", "message", "code", "body"];
const DEFAULTS = { status: "503", latency: "2", stall: "60", reset: "before", "content-type": "text/plain" };
const GOOD = ["DONE", "DELIVERED", "PICKUP"];
const BAD = ["FAILED", "CANCELLED", "RETURNED", "PARTIALLY_RETURNED"];

const find = (id) => document.getElementById(id);
let state = null;
let seen = 0; // number of the newest line of the journal that is shown

// -- talking to the market ------------------------------------------------------------------------

async function ask(path, method = "GET", body = undefined) {
  const answer = await fetch(path, { method, body: body && JSON.stringify(body), cache: "no-store" });
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.error);
  return found;
}

async function control(path, method, body, done) {
  try {
    await ask(path, method, body);
    say(done);
  } catch (error) {
    say(error.message);
  }
  await look();
}

// A request to the mocked API itself; it shows in the journal as anybody's does.
async function api(path, body = undefined) {
  const answer = await fetch(path, {
    method: body ? "POST" : "GET",
    headers: { "Api-Key": state.api_key, ...(body && { "Content-Type": "application/json" }) },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  let found = {};
  try { found = JSON.parse(text); } catch { throw new Error(`${answer.status}: an answer that is no JSON`); }
  if (!answer.ok) throw new Error(`${answer.status}: ${found.errors.map((one) => one.message).join("; ")}`);
  return found;
}

const TRIES = {
  async campaigns() {
    const { campaigns } = await api("/v2/campaigns");
    return `getCampaigns: ${campaigns.length} stores`;
  },
  async stats() {
    const store = state.stores[0].campaign_id;
    const { result } = await api(`/v2/campaigns/${store}/stats/orders?limit=20`, {});
    return `getOrdersStats: ${result.orders.length} orders`;
  },
  async update() {
    const { campaign_id: store } = state.stores.find((one) => one.model === "LaaS");
    const { orders } = await ask(`orders?campaign=${store}&limit=200`);
    const order = orders.find((one) => one.updatable);
    if (!order) throw new Error("No order of the LaaS store can be updated.");
    const options = await api(`/v1/campaigns/${store}/orders/update-options`, { id: order.id });
    const offered = options.result.deliveryIntervals.availableDeliveryIntervals;
    const deliveryInterval = offered[Math.floor(Math.random() * offered.length)];
    const customer = { firstName: "Анна", lastName: "Петрова", phone: "+70000000001" };
    await api(`/v1/campaigns/${store}/orders/update`, { order: { id: order.id, customer, deliveryInterval } });
    return `updateOrder: order ${order.id} changes when its operations are done`;
  },
};

// -- drawing --------------------------------------------------------------------------------------

// An element with attributes and children; texts stay texts.
function make(tag, attributes = {}, ...children) {
  const one = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) one.addEventListener(name.slice(2), value);
    else if (value !== null) one.setAttribute(name, value);
  }
  one.append(...children.filter((child) => child !== null));
  return one;
}

// Bring a list up to date: elements are kept by key, so that focus and motion survive.
function keep(list, items, key, draw) {
  const old = new Map([...list.children].map((child) => [child.dataset.key, child]));
  items.forEach((item, place) => {
    const name = String(key(item));
    const looks = JSON.stringify(item);
    let one = old.get(name);
    old.delete(name);
    if (!one || one.dataset.looks !== looks) {
      const fresh = draw(item);
      fresh.dataset.key = name;
      fresh.dataset.looks = looks;
      const label = one?.contains(document.activeElement) ? document.activeElement.textContent : null;
      if (one) one.replaceWith(fresh);
      if (label) [...fresh.querySelectorAll("button")].find((b) => b.textContent === label)?.focus();
      one = fresh;
    }
    if (list.children[place] !== one) list.insertBefore(one, list.children[place] ?? null);
  });
  for (const gone of old.values()) gone.remove();
  list.closest("section").classList.toggle("is-empty", items.length === 0);
}

const pill = (text) => {
  const tone = GOOD.includes(text) ? "good" : BAD.includes(text) ? "bad" : text === "IN_PROGRESS" ? "busy" : "";
  return make("span", { class: `pill ${tone}` }, text);
};
const when = (text) => `${DAY.format(new Date(text))}, ${CLOCK.format(new Date(text))}`;

function bar(share, label, tone = "") {
  const inner = make("i");
  inner.style.width = `${Math.min(share, 1) * 100}%`;
  const shown = Math.round(Math.min(share, 1) * 100);
  return make("div", { class: `bar ${tone}`, role: "meter", "aria-label": label, "aria-valuenow": shown, "aria-valuemin": 0, "aria-valuemax": 100 }, inner);
}

function operation(one) {
  const going = one.status === "IN_PROGRESS";
  const end = (status) => () => control(`operations/${one.id}`, "POST", { status }, `The operation is ${status}.`);
  const name = KINDS[one.type] ?? one.type;
  return make("li", {},
    make("div", { class: "line" }, make("strong", {}, name), pill(one.status)),
    bar(going ? one.share : 1, `${name} of order ${one.order_id}`, going ? "" : one.status === "DONE" ? "done" : "full"),
    make("div", { class: "line quiet" },
      make("span", {}, `order ${one.order_id}`),
      going ? make("span", { class: "buttons" },
        make("button", { type: "button", class: "plain small", onclick: end("DONE") }, "Finish"),
        make("button", { type: "button", class: "plain small", onclick: end("FAILED") }, "Fail"),
      ) : make("span", {}, `started ${when(one.started)}`),
    ),
  );
}

function quota(one) {
  const share = one.limit ? one.used / one.limit : 1;
  const place = one.for === "campaignId" ? `store ${one.id}` : `business ${one.id}`;
  return make("li", {},
    make("div", { class: "line" }, make("strong", {}, one.operation),
      make("span", { class: "quiet" }, `${COUNT.format(one.used)} of ${COUNT.format(one.limit)}`)),
    bar(share, `${one.operation}, ${place}`, share >= 1 ? "full" : ""),
    make("div", { class: "line quiet" }, make("span", {}, place), make("span", {}, `until ${CLOCK.format(new Date(one.until))}`)),
  );
}

function fault(one) {
  const chance = one.probability === null ? "" : `${Math.round(one.probability * 100)} % of them, `;
  const left = chance + (one.left === null ? "no end" : `${one.left} to go`);
  return make("li", {},
    make("div", { class: "line" }, make("code", {}, one.fault),
      make("button", { type: "button", class: "plain small", "aria-label": `Remove fault ${one.fault}`,
        onclick: () => control(`faults/${one.number}`, "DELETE", undefined, "The fault is gone.") }, "Remove")),
    make("div", { class: "line quiet" }, make("span", {}, one.scope), make("span", {}, `${left}, ${one.hits} so far`)),
  );
}

const cell = (attributes, ...children) => make("td", { role: "cell", ...attributes }, ...children);

function order(one) {
  const store = state.stores.find((other) => other.campaign_id === one.campaign_id);
  const goods = one.goods.map((line) => (line.count > 1 ? `${line.name} × ${line.count}` : line.name)).join(", ");
  const { from, to, begin, end, kind } = one.delivery;
  const days = from === to ? DAY.format(new Date(from)) : `${DAY.format(new Date(from))} – ${DAY.format(new Date(to))}`;
  return make("tr", { role: "row" },
    cell({}, make("strong", {}, String(one.id)), " ", one.changed ? make("span", { class: "pill good" }, `changed ${CLOCK.format(new Date(one.changed))}`) : null,
      one.fake ? make("span", { class: "pill" }, "test order") : null,
      make("small", {}, `${store.name}, ${one.model}`)),
    cell({ class: "moment" }, when(one.created)),
    cell({}, pill(one.status), make("small", {}, one.substatus)),
    cell({}, goods),
    cell({}, `${days}, ${begin}–${end}`, make("small", {}, `${kind.toLowerCase()}, ${one.recipient}`)),
    cell({ class: "number" }, MONEY.format(one.total)),
  );
}

function entry(one) {
  const query = Object.entries(one.query).map(([name, value]) => `${name}=${value}`).join("&");
  const tone = one.status === 0 || one.status >= 500 ? "bad" : one.status >= 400 ? "busy" : "good";
  return make("tr", { role: "row", class: "new" },
    cell({ class: "moment" }, EXACT.format(new Date(one.at))),
    cell({}, make("span", { class: `pill ${tone}` }, one.status ? String(one.status) : "none")),
    cell({}, make("code", {}, `${one.method} ${one.path}${query && `?${query}`}`),
      one.fault ? make("small", {}, make("span", { class: "pill bad" }, "fault"), ` ${one.fault}`) : null),
    cell({ class: "word" }, one.operation ?? "–"),
    cell({ class: "number" }, String(one.cost)),
    cell({ class: "number" }, (one.latency * 1000).toFixed(1)),
  );
}

function draw(orders, entries) {
  const now = new Date(state.clock.now);
  find("summary").textContent = `${COUNT.format(state.orders)} orders in ${state.stores.length} stores, seed ${state.seed}`;
  find("now").textContent = `${DAY.format(now)}, ${EXACT.format(now)}`;
  find("now").setAttribute("datetime", state.clock.now);
  find("running").textContent = state.clock.frozen ? "Moscow, stands still" : "Moscow";
  find("url").textContent = location.origin;
  find("key").textContent = state.api_key;
  find("business").textContent = state.business_id;
  find("curl").textContent = `curl -H 'Api-Key: ${state.api_key}' ${location.origin}/v2/campaigns`;
  const going = state.operations.filter((one) => one.status === "IN_PROGRESS").length;
  find("operations-count").textContent = state.operations.length ? `${going} in progress` : "";
  find("faults-count").textContent = state.faults.length ? `${state.faults.length} in force` : "";
  find("journal-count").textContent = state.requests ? `${COUNT.format(state.requests)} requests` : "";
  const share = (one) => (now - new Date(one.started)) / (new Date(one.ends) - new Date(one.started));
  const operations = state.operations.slice(0, 50);
  keep(find("operations"), operations.map((one) => ({ ...one, share: Math.round(share(one) * 100) / 100 })), (one) => one.id, operation);
  keep(find("quotas"), state.quotas, (one) => `${one.operation} ${one.id}`, quota);
  keep(find("faults"), state.faults, (one) => one.number, fault);
  keep(find("orders-body"), orders, (one) => one.id, order);
  find("journal-body").prepend(...entries.map(entry).reverse());
  while (find("journal-body").children.length > Math.min(SHOWN, state.requests)) find("journal-body").lastChild.remove();
  find("journal-body").closest("section").classList.toggle("is-empty", state.requests === 0);
}

function say(text) {
  find("notice").textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { find("notice").textContent = ""; }, 4000);
}

// -- looking --------------------------------------------------------------------------------------

let looking = null; // the look that is under way: two at a time would show lines twice

async function look() {
  while (looking) await looking;
  looking = lookOnce();
  try { await looking; } finally { looking = null; }
}

async function lookOnce() {
  try {
    const [now, { orders }, { entries }] = await Promise.all([
      ask("state"), ask(`orders?campaign=${find("store").value}&limit=12`), ask(`journal?after=${seen}&limit=${SHOWN}`),
    ]);
    const other = state && (state.seed !== now.seed || state.orders !== now.orders);
    const first = state === null;
    state = now;
    if (first || other) fill();
    if (entries.length) seen = entries.at(-1).number;
    document.body.classList.remove("lost");
    draw(orders, entries);
  } catch (error) {
    document.body.classList.add("lost");
    find("running").textContent = "no answer from the mock";
    if (!(error instanceof TypeError)) console.error(error); // a TypeError is a server that is gone
  }
}

async function keepLooking() {
  if (!document.hidden) await look();
  setTimeout(keepLooking, EVERY);
}

// -- buttons --------------------------------------------------------------------------------------

function fill() {
  const stores = find("store");
  while (stores.children.length > 1) stores.lastChild.remove();
  for (const one of state.stores) {
    stores.append(make("option", { value: one.campaign_id }, `${one.name} (${one.model}, ${COUNT.format(one.orders)})`));
  }
}

function kindChosen() {
  const option = find("fault-kind").selectedOptions[0];
  find("fault").classList.toggle("no-value", !option.dataset.value);
  find("fault-value").value = DEFAULTS[option.value] ?? "";
  find("fault-value").placeholder = option.dataset.value ?? "";
  // The table explains the header, where a word may stand alone; the form fills the value in instead.
  const says = (option.dataset.says ?? "answer with 420 as the market does").split("; alone")[0];
  find("fault-says").textContent = `${says[0].toUpperCase()}${says.slice(1)}.`;
}

async function offerFaults() {
  const { words, operations } = await ask("faults");
  find("fault-operation").append(...operations.map((name) => make("option", {}, name)));
  const kinds = find("fault-kind");
  for (const { word, says, in_header: simple } of words) {
    const [, name, value] = /^([\w-]+)(?:\[?=([^\]]+)\]?)?$/.exec(word);
    if (!simple || MODIFIERS.includes(name)) continue;
    kinds.append(make("option", { value: name, "data-value": value ?? null, "data-says": says }, name));
  }
  PRESETS.forEach(([name], place) => kinds.append(make("option", { value: `preset ${place}` }, name)));
  kinds.addEventListener("change", kindChosen);
  kindChosen();
}

function addFault(event) {
  event.preventDefault();
  const kind = find("fault-kind").value;
  const typed = find("fault-value").value.trim();
  const simple = find("fault").classList.contains("no-value") || !typed;
  const what = kind.startsWith("preset ") ? PRESETS[Number(kind.slice(7))][1] : { [kind]: simple ? true : typed };
  const times = find("fault-times").value ? Number(find("fault-times").value) : null;
  control("faults", "POST", { operation: find("fault-operation").value || null, times, ...what }, "The fault is in force.");
}

async function tryOut(event) {
  const button = event.currentTarget;
  button.disabled = true;
  try {
    say(await TRIES[button.dataset.try]());
  } catch (error) {
    say(error.message);
  }
  button.disabled = false;
  button.focus();
  await look();
}

for (const button of document.querySelectorAll("[data-advance]")) {
  const [unit, amount] = button.dataset.advance.split(":");
  button.addEventListener("click", () => control("clock", "POST", { [unit]: Number(amount) }, `The clock moved ${amount} ${unit}.`));
}
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(find(button.dataset.copy).textContent);
    say("Copied.");
  });
}
for (const button of document.querySelectorAll("[data-try]")) button.addEventListener("click", tryOut);
find("fault").addEventListener("submit", addFault);
find("store").addEventListener("change", look);
find("clear").addEventListener("click", () => control("journal", "DELETE", undefined, "The journal is empty."));
find("reset").addEventListener("click", () => { find("really").returnValue = ""; find("really").showModal(); });
find("really").addEventListener("close", () => {
  if (find("really").returnValue === "reset") control("reset", "POST", undefined, "Back to the start.");
});

await offerFaults();
keepLooking();
