// Keys and looks for news; every page works without it.
const find = (id) => document.getElementById(id);
const go = (id) => find(id)?.click();
const typing = (element) => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

// ---- keys: what each does stands in the list that "?" opens, in the templates

function step(by, among) {
  const rows = [...document.querySelectorAll(among)].filter((row) => row.getClientRects().length); // not the folded ones
  const at = rows.indexOf(document.activeElement?.closest(among));
  rows[Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus();
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
  if (key === "c") document.querySelector("[data-message]")?.focus();
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

// ---- news

// Ask every five seconds. When the session is over nothing stays on the screen.
async function watch(address, show) {
  const answer = await fetch(address()).catch(() => null);
  if (answer?.redirected) return location.replace(answer.url);
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

const log = find("log");
if (log) {
  watch(() => `${log.dataset.news}?after=${log.dataset.last}`, (now) => {
    if (now.new) find("news").hidden = false;
  });
}
