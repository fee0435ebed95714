// Keys and a look for news; every page works without it.
const typing = (element) => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
const go = (id) => document.getElementById(id)?.click();

function step(by, among = "[data-row]") {
  const rows = [...document.querySelectorAll(among)];
  const at = rows.indexOf(document.activeElement?.closest(among));
  rows[Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const message = event.target.closest("[data-message]");
  const among = message ? "[data-message]" : "[data-row]";
  if (event.key === "j") document.querySelector(among) ? step(1, among) : go("older");
  if (event.key === "k") document.querySelector(among) ? step(-1, among) : go("newer");
  if (event.key === "e") go("reviewed");
  if (event.key === "c") document.querySelector("[data-message]")?.focus();
  if (event.key === "Escape") message?.blur();
  (message ?? event.target.closest("[data-row]"))?.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
});

if (location.hash.startsWith("#m")) document.getElementById(location.hash.slice(1))?.focus(); // just corrected

const log = document.getElementById("log");
if (log) {
  const look = async () => {
    const answer = await fetch(`${log.dataset.news}?after=${log.dataset.last}`).catch(() => null);
    if (answer?.redirected || answer?.status === 401) return location.reload(); // signed out: nothing stays on the screen
    if (answer?.ok && (await answer.json()).new) document.getElementById("news").hidden = false;
    else setTimeout(look, 5000);
  };
  setTimeout(look, 5000);
}
