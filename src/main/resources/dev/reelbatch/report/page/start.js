/* Builds the page, and restores the view after each refresh. */

const PAGE_OF_CARDS = 120;
const STALE_AFTER = 600000; // milliseconds; even the longest page is refreshed within two or three minutes
const VIEW_KEY = run.key + ":view";
const rowByKey = new Map(rows.map(row => [row.key, row]));
const clips = document.getElementById("clips");
const more = document.getElementById("more");
const fields = ["search", "status", "group"].map(id => document.getElementById(id));
let waiting = []; // rows without a card yet, with their groups

function view() {
  return Object.fromEntries(fields.map(field => [field.id, field.value]));
}

function show(atLeast = PAGE_OF_CARDS) {
  const wanted = wantedRows(view());
  clips.querySelectorAll("video").forEach(video => near.unobserve(video));
  clips.replaceChildren();
  waiting = grouped(wanted, view().group).flatMap(([name, members]) => members.map(row => ({ name, members, row })));
  document.getElementById("count").textContent = wanted.length === rows.length
    ? say("clips", number(rows.length))
    : say("clipsOf", number(wanted.length), number(rows.length));
  showMore(atLeast);
  showEmpty(wanted.length === 0);
}

/** Says why no card is shown, and what to do. */
function showEmpty(isEmpty) {
  const { search, status } = view();
  const why = rows.length === 0 ? "noRows" : status.startsWith("mark:") && !search ? "noneMarked" : "noMatch";
  document.getElementById("empty").hidden = !isEmpty;
  document.querySelector("#empty p").textContent = say(why);
  document.getElementById("all").hidden = rows.length === 0;
}

/** Adds the next cards: a browser can hold the data of 100,000 rows, but not as many cards. */
function showMore(count) {
  for (const { name, members, row } of waiting.splice(0, count)) {
    if (clips.lastElementChild?.dataset.group !== name) {
      clips.append(section(name, members));
    }
    clips.lastElementChild.lastElementChild.append(card(row));
  }
  more.hidden = waiting.length === 0;
  more.textContent = say("showMore", number(waiting.length));
}

function section(name, members) {
  const cost = costOf(members);
  const made = element("section", { class: members.every(row => row.videos.length === 0) ? "texts" : "" },
    element("h2", {}, element("bdi", {}, name), " ",
      element("span", { class: "quiet small" }, number(members.length) + (cost ? " · " + cost : ""))),
    element("ul", { class: "wall" }));
  made.dataset.group = name;
  return made;
}

function tell(text) {
  document.getElementById("notice").textContent = text;
}

function showMarks() {
  const kept = marked("keep").length;
  const drafts = keptDrafts().length;
  const redone = marked("redo");
  const unchanged = redone.filter(row => !isChanged(row)).length;
  document.getElementById("marks").hidden = kept + redone.length === 0;
  document.getElementById("marked").textContent = say("marked", number(kept), number(redone.length));
  document.getElementById("realNote").textContent = drafts === 0 ? "" : say("keptDrafts", number(drafts));
  document.getElementById("redoNote").textContent = unchanged === 0 ? "" : say("oldPrompts", number(unchanged));
  document.getElementById("picks").hidden = kept === 0;
  document.getElementById("real").hidden = drafts === 0;
  document.getElementById("redo").hidden = redone.length === 0;
  document.getElementById("redoNext").hidden = redone.length === 0;
}

async function act(button) {
  const shown = button.closest(".clip");
  const row = rowByKey.get(shown.id);
  if (button.dataset.do === "play") {
    play(button.parentElement.querySelector("video"));
    return;
  }
  if (button.dataset.do === "copy") {
    await copy(markOf(row)?.mark === "redo" ? shown.querySelector("textarea").value : row.prompt);
    return;
  }
  toggleMark(row, button.dataset.do);
  showMark(shown, row);
  showMarks();
  if (markOf(row)?.mark === "redo") {
    shown.querySelector("textarea").focus();
  }
}

async function copy(text) {
  let copied;
  try {
    await navigator.clipboard.writeText(text);
    copied = true;
  } catch { // not allowed or not available: some browsers lack it for pages opened from the disk
    copied = copiedFromField(text);
  }
  tell(say(copied ? "copied" : "notCopied"));
}

function copiedFromField(text) {
  const focused = document.activeElement;
  const field = element("textarea", { class: "told", readonly: "" });
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  focused?.focus({ preventScroll: true });
  return copied;
}

/* The page is rewritten every few seconds during a run, so the view survives a reload. */

function remember() {
  const anchor = [...clips.querySelectorAll(".clip")].find(shown => shown.getBoundingClientRect().bottom > 0);
  const seen = {
    ...view(),
    cards: clips.querySelectorAll(".clip").length,
    anchor: window.scrollY > 0 ? anchor?.id : undefined,
    top: anchor?.getBoundingClientRect().top,
    focus: document.activeElement?.id,
  };
  try {
    sessionStorage.setItem(VIEW_KEY, JSON.stringify(seen));
  } catch {
    // storage is switched off: the page starts at its top again
  }
}

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(VIEW_KEY)) ?? {};
  } catch {
    return {};
  }
}

/** Returns true while a person watches a video, types, chooses or selects; the page is not reloaded then. */
function isBusy() {
  const watched = [...document.querySelectorAll("video")]
    .some(video => !video.paused || video.controls && !video.ended);
  return watched || document.activeElement?.matches("input, select, textarea") || getSelection()?.toString();
}

function start() {
  for (const time of document.querySelectorAll("time")) {
    time.textContent = new Date(time.dateTime).toLocaleString(LANGUAGE, { dateStyle: "medium", timeStyle: "medium" });
  }
  const seen = remembered();
  document.getElementById("group").append(
    ...groupings().map(([value, text]) => element("option", { value }, text)));
  fields.forEach(field => field.value = seen[field.id] ?? field.value);
  fields.filter(field => field.selectedIndex === -1).forEach(field => field.selectedIndex = 0);
  document.getElementById("tools").hidden = false;
  show(Math.max(PAGE_OF_CARDS, seen.cards ?? 0));
  showMarks();
  listen();
  const anchor = document.getElementById(seen.anchor);
  if (anchor) {
    history.scrollRestoration = "manual";
    window.scrollBy(0, anchor.getBoundingClientRect().top - seen.top);
  }
  document.getElementById(seen.focus)?.focus({ preventScroll: true });
  if (!run.finished) {
    if (Date.now() - run.now > STALE_AFTER) { // the run ended without updating the page
      document.getElementById("running").textContent = say("stale");
    }
    // a long page is slow to open, so it is reloaded less often
    setInterval(() => isBusy() || location.reload(), Math.max(10000, 20 * performance.now()));
  }
}

function listen() {
  let typing;
  const changed = () => {
    clearTimeout(typing);
    typing = setTimeout(show, 150);
  };
  document.getElementById("tools").addEventListener("input", changed);
  document.getElementById("tools").addEventListener("submit", event => event.preventDefault());
  clips.addEventListener("click", event => event.target.closest("[data-do]") && act(event.target.closest("[data-do]")));
  clips.addEventListener("input", event => {
    if (event.target.matches("textarea")) {
      changePrompt(rowByKey.get(event.target.closest(".clip").id), event.target.value);
      showMarks();
    }
  });
  more.addEventListener("click", () => showMore(PAGE_OF_CARDS));
  const edge = new IntersectionObserver(seen => {
    if (seen.at(-1).isIntersecting) {
      showMore(PAGE_OF_CARDS);
      edge.unobserve(more); // observing it again reports it again if it is still near
      edge.observe(more);
    }
  }, { rootMargin: "1500px" });
  edge.observe(more);
  document.getElementById("all").addEventListener("click", () => {
    document.getElementById("search").value = "";
    document.getElementById("status").value = "";
    show();
    document.getElementById("search").focus();
  });
  document.getElementById("picks").addEventListener("click", () => save("picks.csv", picksCsv()));
  document.getElementById("real").addEventListener("click", () => save("real.csv", realCsv()));
  document.getElementById("redo").addEventListener("click", () => save("redo.csv", redoCsv()));
  document.getElementById("clear").addEventListener("click", () => {
    if (confirm(say("removeMarks"))) {
      marks.clear();
      saveMarks();
      show();
      showMarks();
    }
  });
  addEventListener("beforeprint", () => showMore(2000));
  addEventListener("pagehide", remember);
}

start();
