/* The cards and their videos. */

/** Creates an element with its attributes and children; strings are added as text, never as HTML. */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
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
  const made = element("li", { class: "card " + (row.accepted ? "accepted" : row.status), id: row.key },
    ...row.videos.map((video, index) => player(row, video, index)),
    element("div", { class: "text" },
      element("h3", { id: row.key + "-name" },
        place(row), " ", row.id && element("bdi", { class: "id" }, row.id), " ",
        row.status !== "delivered" && element("span", { class: "state" }, row.label),
        row.draft && element("span", { class: "state" }, say("draft"))),
      row.advice && element("p", { class: "advice" }, row.advice),
      row.error && element("p", { class: "facts" }, element("bdi", {}, row.error)),
      ...(row.pictures ?? []).map(picture => element("a", { class: "picture", href: picture.src },
        element("img", { src: picture.src, loading: "lazy", alt: say("picture", place(row)) }))),
      element("p", { class: "prompt", dir: "auto" }, row.prompt),
      element("p", { class: "facts" }, [row.model, row.size, row.duration && say("seconds", row.duration), row.cost]
        .filter(fact => fact).join(" · ")),
      row.note && element("p", { class: "facts" }, element("bdi", {}, row.note)),
      ...[...row.videos, ...(row.files ?? [])].map(video =>
        element("p", { class: "facts file" }, element("a", { href: video.src }, element("bdi", {}, video.name))))));
  made.lastChild.append(actions(row), rewriting(row));
  showMark(made, row);
  return made;
}

/** Creates a still of the first frame with a play button; the browser's own controls would cover half of so small a picture. */
function player(row, video, index) {
  const which = row.videos.length > 1 ? say("oneOfVideos", place(row), index + 1, row.videos.length) : place(row);
  const name = say("withPrompt", which, row.prompt.slice(0, 200));
  const made = element("video", { preload: "none", playsinline: "", tabindex: "-1", "aria-label": name });
  made.dataset.src = video.src;
  near.observe(made);
  made.addEventListener("play", pauseOthers);
  return element("div", { class: "stage" }, made,
    element("button", { type: "button", class: "play", "data-do": "play", "aria-label": say("play", which) }));
}

function play(button) {
  const video = button.previousElementSibling;
  button.hidden = true;
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
  const button = kind =>
    element("button", { type: "button", "data-do": kind, id: `${row.key}-${kind}`, "aria-describedby": name }, say(kind));
  const made = element("p", { class: "buttons" },
    row.videos.length > 0 && button("keep"),
    // another prompt does not fix a row that was never sent
    row.status !== "pending" && row.model && button("redo"),
    row.prompt && button("copy"));
  return made;
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
  shown.querySelector(".rewriting").hidden = mark !== "redo";
}
