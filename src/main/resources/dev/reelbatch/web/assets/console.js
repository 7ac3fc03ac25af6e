"use strict";
// Renews the live parts of a page, and says when the server is away. Without it a page shows the state of its loading.
(() => {
  const live = document.querySelector("[data-live]");
  if (!live) {
    return;
  }
  const away = document.getElementById("away");
  const said = document.getElementById("said");
  const EVERY = 3000;
  const WHEN_AWAY = 5000;
  const AT_MOST = 10000;
  document.getElementById("live").hidden = false;
  document.getElementById("reload").hidden = true;
  let seen = new Date();
  let news = live.dataset.said;

  // What a part says; whether a person has opened its details is no news.
  function text(part) {
    return part.outerHTML.replaceAll(' open=""', "");
  }

  function put(fresh) {
    for (const part of live.querySelectorAll("[data-part]")) {
      const renewed = fresh.getElementById(part.id);
      if (!renewed || text(renewed) === text(part)) {
        continue;
      }
      const focused = part.contains(document.activeElement) ? document.activeElement : null;
      const places = focused ? [...part.querySelectorAll(focused.localName)] : [];
      const opened = [...part.querySelectorAll("details")].map(one => one.open);
      part.replaceWith(renewed);
      renewed.querySelectorAll("details").forEach((one, i) => one.open = opened[i] ?? false);
      if (focused) {
        const address = focused.getAttribute("href") || focused.getAttribute("formaction");
        const candidates = [...renewed.querySelectorAll(focused.localName)];
        const same = candidates.find(one => (one.getAttribute("href") || one.getAttribute("formaction")) === address);
        (same || candidates[places.indexOf(focused)] || document.getElementById("main")).focus({preventScroll: true});
      }
    }
    const latest = fresh.querySelector("[data-said]").dataset.said;
    if (latest !== news) {
      news = latest;
      said.textContent = latest;
    }
  }

  async function renew() {
    if (document.hidden) {
      return EVERY;
    }
    try {
      const answer = await fetch(live.dataset.live, {
        headers: {Accept: "text/html"}, redirect: "manual", signal: AbortSignal.timeout(AT_MOST)});
      if (answer.type === "opaqueredirect") { // the session has ended
        location.reload();
        return AT_MOST;
      }
      if (!answer.ok) {
        throw new Error(answer.statusText);
      }
      put(new DOMParser().parseFromString(await answer.text(), "text/html"));
      seen = new Date();
      away.hidden = true;
      return EVERY;
    } catch (e) {
      away.querySelector("time").textContent = seen.toLocaleTimeString(document.documentElement.lang, {hour12: false});
      away.hidden = false;
      return WHEN_AWAY;
    }
  }

  const loop = async () => setTimeout(loop, await renew());
  setTimeout(loop, EVERY);
})();
