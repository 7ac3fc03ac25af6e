/* The number of clips done, ended without a video, and generating, from the first submission to the last end. */

const WIDTH = 600;
const HEIGHT = 100;
const SAMPLES = 150;

function drawTimeline() {
  // clips submitted by an earlier run are left out
  const clips = rows.filter(row => row.submitted >= run.began);
  if (clips.length < 2) {
    return;
  }
  const from = clips.reduce((least, row) => Math.min(least, row.submitted), Infinity);
  const to = run.finished
    ? clips.reduce((most, row) => Math.max(most, row.finished ?? row.submitted), from + 1)
    : run.now;
  const figure = document.getElementById("timeline");
  figure.prepend(chart(clips, from, to), hours(from, to));
  figure.hidden = false;
}

function chart(clips, from, to) {
  const submitted = sampled(clips.map(row => row.submitted), from, to);
  const ended = sampled(ends(clips, () => true, to), from, to);
  const done = sampled(ends(clips, row => row.status === "delivered", to), from, to);
  const svg = drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img" });
  svg.setAttribute("aria-label", say("course", shownTime(from), shownTime(to), ...[clips.length, done.at(-1),
    ended.at(-1) - done.at(-1), clips.length - ended.at(-1)].map(number)));
  const nothing = new Array(SAMPLES + 1).fill(0);
  svg.append(area("done", nothing, done), area("without", done, ended), area("generating", ended, submitted));
  return svg;

  function area(kind, lower, upper) {
    const point = (count, index) => `${(index * WIDTH / SAMPLES).toFixed(1)},${(HEIGHT - count * HEIGHT / clips.length).toFixed(1)}`;
    return drawn("polygon", { class: kind, points: [...upper.map(point), ...lower.map(point).reverse()].join(" ") });
  }
}

/** Returns the times at which clips ended. A clip whose task never finished ended with its submission (refused or lost), or at the end of the run (timed out). */
function ends(clips, counts, last) {
  return clips.filter(row => row.status !== "pending" && counts(row))
    .map(row => row.finished ?? (row.status === "timed_out" ? last : row.submitted));
}

/** Returns, for each sample, the number of times up to it. */
function sampled(times, from, to) {
  const sorted = Float64Array.from(times).sort();
  const counts = [];
  for (let sample = 0, passed = 0; sample <= SAMPLES; sample++) {
    const until = from + (to - from) * sample / SAMPLES;
    while (passed < sorted.length && sorted[passed] <= until) {
      passed++;
    }
    counts.push(passed);
  }
  return counts;
}

function hours(from, to) {
  return element("p", { class: "hours" },
    element("span", {}, shownTime(from)), element("span", {}, lasted(to - from)), element("span", {}, shownTime(to)));
}

function lasted(millis) {
  const seconds = millis / 1000;
  const minutes = Math.round(seconds / 60);
  if (seconds < 120) {
    return say("seconds", seconds < 10 ? seconds.toFixed(1) : Math.round(seconds));
  }
  return minutes < 120 ? say("minutes", minutes) : say("hours", (minutes / 60).toFixed(1));
}

function shownTime(millis) {
  return new Date(millis).toLocaleString(LANGUAGE, { dateStyle: "medium", timeStyle: "short" });
}

function drawn(tag, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  return made;
}
