/* The cards and their videos. */

const OWN_COLUMNS = 2;
const ownColumns = Object.keys(run.columns).filter(name => !run.columns[name]);

/** Creates an element with its attributes and children; strings are added as text, never as HTML. */
function element(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** Creates one of the page's icons. */
function icon(name, more = "") {
  const use = filled(document.createElementNS(SVG, "use"), { href: "#i-" + name }, []);
  return filled(document.createElementNS(SVG, "svg"), { class: "i" + more, "aria-hidden": "true" }, [use]);
}

function filled(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children.filter(child => child));
  return made;
}

function place(row) {
  return row.variant === 1 ? say("place", row.row) : say("variant", row.row, row.variant);
}

function card(row) {
  const state = stateOf(row);
  const command = state.perRow ? state.command + " --rows " + row.row : "";
  const made = element("li", { class: "card clip", id: row.key },
    ...(row.videos.length > 0 ? row.videos.map((video, index) => player(row, video, index)) : [noVideo(state)]),
    element("div", { class: "text" },
      element("h3", { id: row.key + "-name" }, place(row), " ", row.id && element("bdi", { class: "quiet" }, row.id),
        row.draft && element("span", { class: "badge" }, say("draft"))),
      row.sent && element("p", { class: "small quiet" }, say("sent", row.sent)),
      state.advice && element("p", { class: "small advice" }, state.advice),
      command && element("p", { class: "small typed" }, element("code", {}, command)),
      row.error && element("p", { class: "small quiet said-by" }, element("bdi", {}, row.error)),
      ...(row.pictures ?? []).map(picture => element("a", { class: "picture", href: picture.src },
        element("img", { src: picture.src, loading: "lazy", alt: say("picture", place(row)) }))),
      element("p", { class: "prompt", dir: "auto" }, row.prompt),
      own(row),
      element("p", { class: "quiet xs any" }, [row.model, row.size, row.duration && say("seconds", row.duration), row.cost]
        .filter(fact => fact).join(" · ")),
      row.note && element("p", { class: "said" }, element("bdi", {}, row.note)),
      ...[...row.videos, ...(row.files ?? [])].map(video =>
        element("p", { class: "xs file" }, element("a", { href: video.src }, element("bdi", {}, video.name))))));
  made.lastChild.append(rewriting(row), actions(row));
  showMark(made, row);
  return made;
}

/** The first values of the sheet's own columns. */
function own(row) {
  const values = ownColumns.filter(name => String(row.cells[name] ?? "").trim()).slice(0, OWN_COLUMNS)
    .map(name => element("li", { title: name }, element("bdi", {}, String(row.cells[name]).slice(0, 220))));
  return values.length > 0 && element("ul", { class: "own" }, ...values);
}

function noVideo(state) {
  return element("div", { class: "stage empty" },
    element("span", { class: "st word " + state.kind }, icon("s-" + state.kind), state.word));
}

/** Creates a still of the first frame with a play button; the browser's own controls would cover half of so small a picture. */
function player(row, video, index) {
  const which = row.videos.length > 1 ? say("oneOfVideos", place(row), index + 1, row.videos.length) : place(row);
  const name = say("withPrompt", which, row.prompt.slice(0, 200));
  const made = element("video", { preload: "none", playsinline: "", tabindex: "-1", "aria-label": name });
  made.dataset.src = video.src;
  near.observe(made);
  made.addEventListener("play", pauseOthers);
  made.addEventListener("click", event => made.controls || play(event.target));
  return element("div", { class: "stage" }, made,
    element("button", { type: "button", class: "play", "data-do": "play", "aria-label": say("play", which) }, icon("play")),
    row.duration && element("span", { class: "len" }, say("seconds", row.duration)));
}

function play(video) {
  video.parentElement.classList.add("playing");
  video.parentElement.querySelector(".play").hidden = true;
  load(video);
  video.controls = true;
  video.tabIndex = 0;
  video.focus();
  video.play();
}

/** Pauses the other videos, so that only one is heard. */
function pauseOthers(event) {
  document.querySelectorAll("video").forEach(video => video !== event.target && video.pause());
}

/**
 * Browsers hold a limited number of videos at once, so a video is loaded (to its first frame) only while it is near the
 * visible part of the page, and unloaded when it is far away. A video that was started stays loaded.
 */
const near = new IntersectionObserver(changes => {
  for (const { target: video, isIntersecting } of changes) {
    if (isIntersecting) {
      load(video);
    } else if (video.src && !video.controls) {
      video.removeAttribute("src");
      video.load();
    }
  }
}, { rootMargin: "600px" });

function load(video) {
  if (!video.src) {
    video.preload = "metadata";
    video.src = video.dataset.src + "#t=0.1"; // show a frame shortly after the first, which is often black
  }
}

function actions(row) {
  const name = row.key + "-name";
  const button = (kind, shape, more = "") => element("button", { type: "button", class: "btn s" + more, "data-do": kind,
    id: `${row.key}-${kind}`, "aria-describedby": name, "aria-label": say(kind), title: say(kind) },
    icon(shape, " shape-" + shape), element("span", {}, say(kind)));
  return element("div", { class: "acts" },
    row.videos.length > 0 && button("keep", "keep"),
    // another prompt does not fix a row that was never sent
    row.status !== "pending" && row.model && button("redo", "redo"),
    row.prompt && button("copy", "sheet", " bare"));
}

function rewriting(row) {
  const text = element("textarea", { rows: "4", id: row.key + "-prompt", dir: "auto" });
  text.value = markOf(row)?.prompt ?? promptToEdit(row);
  return element("label", { class: "rewriting", hidden: "" }, element("span", {}, say("changedPrompt")), text);
}

/** Updates a card to show its mark. */
function showMark(shown, row) {
  const mark = markOf(row)?.mark;
  shown.classList.toggle("kept", mark === "keep");
  shown.classList.toggle("redone", mark === "redo");
  shown.querySelectorAll("[data-do=keep], [data-do=redo]").forEach(button =>
    button.setAttribute("aria-pressed", button.dataset.do === mark));
  shown.querySelector(".flag")?.remove();
  if (mark && row.videos.length > 0) {
    shown.querySelector(".stage").append(
      element("span", { class: "flag", "aria-hidden": "true" }, icon(mark === "keep" ? "kept" : "redo"), say(mark)));
  }
  shown.querySelector(".rewriting").hidden = mark !== "redo";
}
