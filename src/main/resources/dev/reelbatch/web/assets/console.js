"use strict";
// Renews the live parts of a page, sends small forms in place, and says when the server is away. Without it a page shows
// the state of its loading, and each form leads back to it.
(() => {
  const live = document.querySelector("[data-live]");
  const away = document.getElementById("away");
  const said = document.getElementById("said");
  const EVERY = Number(live?.dataset.every ?? (live ? 3000 : 10000));
  const WHEN_AWAY = 5000;
  const AT_MOST = 10000;
  let seen = new Date();
  let news = live?.dataset.said;

  // A part without what its own parts hold: it is left alone if only these differ. Whether a person has opened its details
  // is no news.
  function shell(part) {
    const copy = part.cloneNode(true);
    copy.querySelectorAll("[data-part]").forEach(inner => inner.replaceChildren());
    copy.querySelectorAll("[data-playing]").forEach(video => video.remove());
    copy.querySelectorAll("[data-play][hidden]").forEach(film => film.removeAttribute("hidden"));
    return copy.outerHTML.replaceAll(' open=""', "").replaceAll(' hidden=""', "");
  }

  function target(element) {
    return element.getAttribute("href") || element.getAttribute("formaction");
  }

  function put(fresh) {
    for (const part of document.querySelectorAll("[data-part]")) {
      const renewed = part.isConnected ? fresh.getElementById(part.id) : null;
      if (!renewed || shell(renewed) === shell(part)) {
        continue;
      }
      const focused = part.contains(document.activeElement) ? document.activeElement : null;
      const places = focused ? [...part.querySelectorAll(focused.localName)] : [];
      const opened = [...part.querySelectorAll("details")].map(one => one.open);
      const typed = [...part.querySelectorAll("textarea[id]")].filter(field => field.value !== field.defaultValue);
      renewed.toggleAttribute("open", part.hasAttribute("open"));
      part.replaceWith(renewed);
      renewed.querySelectorAll("details").forEach((one, i) => one.open = opened[i] ?? false);
      typed.forEach(field => renewed.querySelectorAll("textarea").forEach(one => one.id === field.id && (one.value = field.value)));
      offerToPlay(renewed);
      if (focused) {
        const candidates = [...renewed.querySelectorAll(focused.localName)];
        const same = candidates.find(one => target(one) === target(focused));
        (same || candidates[places.indexOf(focused)] || document.getElementById("main")).focus({preventScroll: true});
      }
    }
    for (const list of fresh.querySelectorAll("[data-grows]")) { // rows that were not there yet
      const here = document.getElementById(list.id);
      [...list.children].forEach((row, i) => {
        if (here && !document.getElementById(row.id)) {
          here.insertBefore(row, here.children[i] ?? null);
          offerToPlay(row);
        }
      });
    }
    const latest = fresh.querySelector("[data-said]")?.dataset.said;
    if (latest !== undefined && latest !== news) {
      news = latest;
      said.textContent = latest;
    }
  }

  // What was typed and not sent outlives the end of a session.
  const kept = "typed " + location.pathname;

  function keepTyped() {
    const typed = [...document.querySelectorAll("textarea[id]")].filter(field => field.value !== field.defaultValue);
    if (typed.length > 0) {
      sessionStorage.setItem(kept, JSON.stringify(typed.map(field => [field.id, field.value])));
    }
  }

  function restoreTyped() {
    for (const [id, value] of JSON.parse(sessionStorage.getItem(kept) ?? "[]")) {
      const field = document.getElementById(id);
      if (field) {
        field.value = isSaid(id.replace(/-note$/, ""), value.trim()) ? "" : value;
        sessionStorage.removeItem(kept);
      }
    }
  }

  // What the browser has sent itself is among the notes by now.
  function isSaid(key, text) {
    return [...document.querySelectorAll(`#${key}-notes bdi, #${key}-marks bdi`)].some(one => one.textContent.trim() === text);
  }

  // What is typed into a long form is kept at each key, and offered if the page does not have it the next time: a session
  // or the server may end before it is sent. Somebody else may have changed it since, so it is not put in unasked.
  const form = document.querySelector("form[data-keeps-typed]");
  const ofForm = "cells " + location.pathname;

  function fieldsOfForm() {
    return [...form.elements].filter(field => field.matches("[name^='c.'], [type=text], [type=url], textarea"));
  }

  function typedBefore() {
    return JSON.parse(sessionStorage.getItem(ofForm) ?? "{}");
  }

  function keepForm() {
    const all = typedBefore();
    for (const field of fieldsOfForm()) {
      if (field.value === field.defaultValue) {
        delete all[field.name];
      } else {
        all[field.name] = field.value;
      }
    }
    sessionStorage.setItem(ofForm, JSON.stringify(all));
  }

  // A prompt that was saved is in the history below it.
  function isSaved(field, text) {
    return [...(field.closest(".prompt-edit")?.querySelectorAll("bdi") ?? [])].some(one => one.textContent.trim() === text.trim());
  }

  function offerForm() {
    const offer = document.getElementById("unsent");
    const all = typedBefore();
    const missing = fieldsOfForm().filter(field => field.name in all
      && field.value.trim() !== all[field.name].trim() && !isSaved(field, all[field.name]));
    const forget = fields => {
      fields.forEach(field => delete all[field.name]);
      sessionStorage.setItem(ofForm, JSON.stringify(all));
    };
    forget(fieldsOfForm().filter(field => !missing.includes(field)));
    offer.hidden = missing.length === 0;
    document.getElementById("unsent-drop").addEventListener("click", () => {
      forget(missing);
      offer.hidden = true;
    });
    document.getElementById("unsent-take").addEventListener("click", () => {
      missing.forEach(field => field.value = all[field.name]);
      offer.hidden = true;
      missing[0].focus();
    });
    form.addEventListener("input", keepForm);
    form.addEventListener("submit", () => sessionStorage.setItem("sent", location.pathname));
  }

  // What was pasted has become a sheet with a page of its own.
  function forgetPasted() {
    if (sessionStorage.getItem("sent") === "/new" && location.pathname.startsWith("/new/")) {
      sessionStorage.removeItem("cells /new");
    }
    sessionStorage.removeItem("sent");
  }

  async function ask(address, options) {
    const answer = await fetch(address, {headers: {Accept: "text/html"}, signal: AbortSignal.timeout(AT_MOST), ...options});
    if (answer.type === "opaqueredirect") { // the session has ended
      keepTyped();
      location.reload();
      return null;
    }
    if (!answer.ok) {
      throw new Error(answer.statusText);
    }
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  // A page that is not renewed only asks whether the server is there.
  async function renew() {
    if (document.hidden) {
      return EVERY;
    }
    try {
      const fresh = await (live ? ask(live.dataset.live, {redirect: "manual"}) : ask("/healthz", {headers: {}}));
      if (!fresh) {
        return AT_MOST;
      }
      if (live) {
        put(fresh);
      }
      seen = new Date();
      away.hidden = true;
      return EVERY;
    } catch (e) {
      if (away.hidden) { // said once, not at each try
        away.querySelector("time").textContent = seen.toLocaleTimeString(document.documentElement.lang, {hour12: false});
        away.hidden = false;
      }
      return WHEN_AWAY;
    }
  }

  async function send(form, button) {
    try {
      const fresh = await ask(button?.getAttribute("formaction") ?? form.action,
        {method: "POST", body: new URLSearchParams(new FormData(form))});
      if (!fresh.getElementById("main")?.querySelector("[data-part]")) {
        throw new Error("another page");
      }
      form.reset();
      put(fresh);
    } catch (e) { // the page that the browser gets itself says what is wrong
      keepTyped();
      (button ?? form).removeAttribute("data-in-place");
      form.removeAttribute("data-in-place");
      form.requestSubmit(button);
    }
  }

  document.addEventListener("submit", event => {
    const button = event.submitter;
    if (!away.hidden) { // sent as soon as the server is there, rather than lost to the browser's own page
      event.preventDefault();
      renew().then(() => away.hidden ? event.target.requestSubmit(button) : away.scrollIntoView({block: "center"}));
    } else if (button?.hasAttribute("data-in-place") || event.target.hasAttribute("data-in-place")) {
      event.preventDefault();
      send(event.target, button);
    }
  });

  // A video on a small card has controls only while it plays; then its picture is back.
  function opened(film) {
    const before = film.nextElementSibling;
    if (before?.hasAttribute("data-playing")) {
      return before;
    }
    const video = document.createElement("video");
    Object.assign(video, {src: film.dataset.play, controls: true, muted: true, playsInline: true});
    video.poster = film.querySelector("img")?.currentSrc ?? "";
    video.setAttribute("aria-label", film.getAttribute("aria-label"));
    video.setAttribute("data-playing", "");
    video.addEventListener("ended", () => {
      const focused = video === document.activeElement;
      film.hidden = false;
      video.remove();
      if (focused) {
        film.focus({preventScroll: true});
      }
    });
    film.hidden = true;
    film.after(video);
    return video;
  }

  document.addEventListener("click", event => {
    const film = event.target.closest("[data-play]");
    if (!film || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    const video = opened(film);
    video.focus({preventScroll: true});
    video.play().catch(() => {}); // its controls say why
  });

  // All versions of a row start at once, from the beginning.
  function offerToPlay(root) {
    root.querySelectorAll("[data-play-all]").forEach(button => button.hidden = false);
  }

  document.addEventListener("click", event => {
    const button = event.target.closest("[data-play-all]");
    if (button) {
      const row = button.closest("section");
      const playing = [...row.querySelectorAll("[data-playing]")].filter(video => !video.paused);
      playing.forEach(video => video.pause());
      if (playing.length === 0) {
        for (const video of [...row.querySelectorAll("[data-play]")].map(opened)) {
          video.currentTime = 0;
          video.play().catch(() => {}); // its controls say why
        }
      }
    }
  });

  offerToPlay(document);
  restoreTyped();
  forgetPasted();
  if (form) {
    offerForm();
  }
  if (live || form) {
    document.getElementById("live")?.removeAttribute("hidden");
    document.getElementById("reload")?.setAttribute("hidden", "");
    const loop = async () => setTimeout(loop, await renew());
    setTimeout(loop, EVERY);
  }
})();
