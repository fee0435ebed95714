// Keys and looks for news; every page works without it.
const find = (id) => document.getElementById(id);
const go = (id) => find(id)?.click();
const typing = (element) => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

// ---- keys: what each does stands in the list that "?" opens, in the templates

function step(by, among) {
  const rows = [...document.querySelectorAll(among)].filter((row) => row.getClientRects().length); // not the folded ones
  const at = rows.indexOf(document.activeElement?.closest(among));
  reach(rows[Math.min(Math.max(at + by, 0), rows.length - 1)]);
}

// What the digits mean is seen before one is pressed: whoever comes to a message by a key finds its choices open.
function reach(row) {
  row?.focus();
  const choices = row?.querySelector(":scope > details.correct:not([open])");
  if (!choices) return;
  choices.open = true;
  row.scrollIntoView({ block: "nearest" });
  row.addEventListener("focusout", function fold({ relatedTarget }) {
    if (row.contains(relatedTarget)) return;
    choices.open = false;
    row.removeEventListener("focusout", fold);
  });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const { key, target } = event;
  const keys = find("keys");
  if (key === "?") keys?.open ? keys.close() : keys?.showModal();
  if (keys?.open) return;
  const message = target.closest("[data-message]");
  const among = message ? "[data-message]" : "[data-row]";
  if (key === "j") document.querySelector(among) ? step(1, among) : go("older");
  if (key === "k") document.querySelector(among) ? step(-1, among) : go("newer");
  if (key === "e") go("reviewed");
  if (key === "c") reach(document.querySelector("[data-message]"));
  if (key === "Escape") message?.blur();
  (message ?? target.closest("[data-row]"))?.querySelector(`[data-key="${CSS.escape(key)}"]`)?.click();
});
for (const [id, act] of [["keys-open", "showModal"], ["keys-close", "close"]]) {
  find(id)?.addEventListener("click", (event) => {
    event.preventDefault(); // without scripts the link leads to the list, below on the page
    find("keys")[act]();
  });
}

if (location.hash.startsWith("#m")) find(location.hash.slice(1))?.focus(); // just corrected

// ---- what is typed and not sent yet: no update and no other button of the page takes it away unasked

let leaving = false;
const unsent = (form) => [...document.querySelectorAll("[data-keep]")].filter((one) => one.value.trim() && one.form !== form);

addEventListener("beforeunload", (event) => {
  if (!leaving && unsent().length) event.preventDefault();
});
document.addEventListener("submit", ({ target }) => { leaving = !unsent(target).length; });
document.addEventListener("input", () => { leaving = false; });

// ---- news

let over = false;

// Ask every five seconds. When the session is over, or the conversation is erased, nothing stays on the screen.
async function watch(address, show) {
  const answer = await fetch(address()).catch(() => null);
  if (answer?.redirected) {
    leaving = true;
    if (!over) location.replace(answer.url);
    over = true; // another look of this page must not break off the way out
    return;
  }
  if (answer?.status === 404) {
    leaving = true;
    location.reload();
    return;
  }
  if (answer?.ok) show(await answer.json());
  setTimeout(watch, 5000, address, show);
}

const alarm = find("alarm");
if (alarm) {
  const title = document.title.replace(/^\(\d+\) /, "");
  const seen = alarm.dataset;
  watch(() => seen.news, (now) => {
    document.title = now.danger ? `(${now.danger}) ${title}` : title;
    seen.event ??= now.event; // a page that lists nothing has seen what was there when it came
    alarm.hidden = now.event <= Number(seen.event);
    if (seen.newest && now.message > Number(seen.newest)) find("news").hidden = false;
  });
}

const parse = (markup) => new DOMParser().parseFromString(markup, "text/html").body;

// What somebody looks at or types in stays where it is on the screen, whatever is put in above it.
function still(change) {
  const focused = document.activeElement;
  const fixed = focused && focused !== document.body ? focused : document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  const before = fixed?.getBoundingClientRect().top;
  change();
  if (fixed?.isConnected) scrollBy(0, fixed.getBoundingClientRect().top - before);
}

// Later messages come to the end; one that was understood meanwhile takes the place of itself.
function add(messages) {
  const heard = [];
  for (const message of messages) {
    const known = find(message.id);
    if (!known) {
      log.append(message);
      heard.push(`${message.querySelector(".who span").textContent}: ${message.querySelector(".text").textContent}`);
    } else if (!known.contains(document.activeElement) && !known.isEqualNode(message)) known.replaceWith(message);
  }
  if (!heard.length) return;
  find("heard").textContent = heard.join("; "); // read out, and then not met again by who goes through the page
  setTimeout(() => { find("heard").textContent = ""; }, 20000);
}

// Somebody else writes now. A reply that is begun stays, and is not lost when it is sent all the same.
function change(writing) {
  const old = find("writing");
  const typed = find("text")?.value ?? "";
  const field = writing.querySelector("#text");
  const told = writing.querySelector(".held")?.textContent ?? "You have taken this conversation over.";
  find("news").textContent = field || !typed ? told : `${told} What you have written stays here; it was not sent.`;
  find("news").hidden = false;
  if (field || !typed) {
    const focused = old.contains(document.activeElement);
    old.replaceWith(writing);
    if (field) field.value = typed;
    if (focused) (field ?? writing.querySelector("button, a"))?.focus();
  } else old.dataset.holder = writing.dataset.holder;
}

const log = find("log");
if (log) {
  let typed = "";
  const address = () => {
    const texts = JSON.stringify(unsent().map((one) => one.value));
    const typing = texts !== typed && texts !== "[]" ? 1 : 0;
    typed = texts;
    const asked = new URLSearchParams({ after: log.dataset.last, holder: find("writing").dataset.holder, typing });
    return `${log.dataset.news}${log.dataset.news.includes("?") ? "&" : "?"}${asked}`;
  };
  watch(address, (now) => {
    still(() => {
      if (now.messages) add(parse(now.messages).querySelectorAll("li[id]"));
      if (now.writing) change(parse(now.writing).querySelector("#writing"));
    });
    log.dataset.last = now.last ?? log.dataset.last;
  });
}
