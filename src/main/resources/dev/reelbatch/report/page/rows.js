"use strict";

/* The rows of the run: filtering, grouping and order. */

const run = JSON.parse(document.getElementById("run").textContent);
const rows = JSON.parse(document.getElementById("rows").textContent);

const promptColumn = Object.keys(run.columns).find(name => run.columns[name] === "prompt");
const LANGUAGE = document.documentElement.lang;
const SVG = "http://www.w3.org/2000/svg";
const PROBLEMS = ["failed", "in_doubt", "timed_out", "undelivered"];

for (const row of rows) {
  // the prompt is in the data only once, because prompts are most of the page
  row.prompt ??= row.cells[promptColumn] ?? "";
}

/** Returns a text of the page in its language, with values in place of %s or %2$s. */
function say(name, ...values) {
  let next = 0;
  return run.texts[name].replace(/%(?:(\d)\$)?s/g, (_, place) => values[place ? place - 1 : next++]);
}

function number(value) {
  return value.toLocaleString(LANGUAGE);
}

/** Returns what a card says of its row's state: rows in the same state share it. */
function stateOf(row) {
  return run.states[row.state];
}

/** Returns the searchable text of a row, built on the first search. */
function haystack(row) {
  row.haystack ??= [place(row), row.id, row.prompt, row.model, stateOf(row).word, row.error, row.note, ...Object.values(row.cells)]
    .join("\n").toLowerCase();
  return row.haystack;
}

function wantedRows(view) {
  const words = view.search.toLowerCase().split(/\s+/).filter(word => word);
  return rows.filter(row => isShown(row, view.status) && words.every(word => haystack(row).includes(word)));
}

function isShown(row, status) {
  if (status.startsWith("mark:")) {
    return (markOf(row)?.mark ?? "") === status.slice("mark:".length);
  }
  return !status || row.status === status;
}

/** Returns the possible groupings: by status, by the settings, and by every column of the input. */
function groupings() {
  const names = [["status", say("status")], ["", say("nothing")]];
  for (const setting of ["model", "size", "duration"]) {
    if (rows.some(row => row[setting] !== undefined)) {
      names.push([setting, say(setting)]);
    }
  }
  for (const [column, meaning] of Object.entries(run.columns)) {
    if (!["prompt", "model", "size", "duration"].includes(meaning)) {
      names.push(["column:" + column, column]);
    }
  }
  return names;
}

function groupOf(row, by) {
  if (by === "status" && row.accepted) {
    return say("accepted");
  }
  if (by === "status" && row.status === "cancelled") {
    return say("cancelled");
  }
  if (by === "status") {
    return say(PROBLEMS.includes(row.status) ? "notDelivered" : row.status === "pending" ? "onTheWay" : "videos");
  }
  const value = by.startsWith("column:") ? row.cells[by.slice("column:".length)] : row[by];
  return by === "" ? say("allRows") : String(value ?? "").trim() || say("empty");
}

/** Returns the groups with their rows in the sheet's order; by status, with the rows that need work first. */
function grouped(wanted, by) {
  const groups = new Map(by === "status" ? ["notDelivered", "videos", "onTheWay", "accepted", "cancelled"].map(name => [say(name), []]) : []);
  for (const row of wanted) {
    const name = groupOf(row, by);
    if (!groups.has(name)) {
      groups.set(name, []);
    }
    groups.get(name).push(row);
  }
  return [...groups].filter(([, members]) => members.length > 0);
}

/** Returns the cost of the rows, by currency. */
function costOf(members) {
  const sums = new Map();
  for (const row of members.filter(member => member.amount !== undefined)) {
    sums.set(row.currency, (sums.get(row.currency) ?? 0) + row.amount);
  }
  return [...sums].map(([currency, sum]) => `${sum.toFixed(2)} ${currency}`).join(", ");
}
