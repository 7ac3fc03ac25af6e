"use strict";

/* The rows of the run, and which of them are wanted in which order. */

const run = JSON.parse(document.getElementById("run").textContent);
const rows = JSON.parse(document.getElementById("rows").textContent);

const promptColumn = Object.keys(run.columns).find(name => run.columns[name] === "prompt");
const LANGUAGE = document.documentElement.lang;
const PROBLEMS = ["failed", "in_doubt", "timed_out", "undelivered"];

for (const row of rows) {
  // written once only, since prompts are most of the page
  row.prompt ??= row.cells[promptColumn] ?? "";
}

/** A text of the page in its language, with its values in place of %s, or %2$s. */
function say(name, ...values) {
  let next = 0;
  return run.texts[name].replace(/%(?:(\d)\$)?s/g, (_, place) => values[place ? place - 1 : next++]);
}

function number(value) {
  return value.toLocaleString(LANGUAGE);
}

/** All that a person may search for, made when it is first searched. */
function haystack(row) {
  row.haystack ??= [place(row), row.id, row.prompt, row.model, row.label, row.error, row.note, ...Object.values(row.cells)]
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

/** What rows can be grouped by: what stands where, the settings, and every column of the input. */
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
  if (by === "status") {
    return say(PROBLEMS.includes(row.status) ? "notDelivered" : row.status === "pending" ? "onTheWay" : "videos");
  }
  const value = by.startsWith("column:") ? row.cells[by.slice("column:".length)] : row[by];
  return by === "" ? say("allRows") : String(value ?? "").trim() || say("empty");
}

/** The groups with their rows, in the order in which the sheet names them; by status with what needs work first. */
function grouped(wanted, by) {
  const groups = new Map(by === "status" ? ["notDelivered", "videos", "onTheWay", "accepted"].map(name => [say(name), []]) : []);
  for (const row of wanted) {
    const name = groupOf(row, by);
    if (!groups.has(name)) {
      groups.set(name, []);
    }
    groups.get(name).push(row);
  }
  return [...groups].filter(([, members]) => members.length > 0);
}

/** What a number of rows came to, by currency. */
function costOf(members) {
  const sums = new Map();
  for (const row of members.filter(member => member.amount !== undefined)) {
    sums.set(row.currency, (sums.get(row.currency) ?? 0) + row.amount);
  }
  return [...sums].map(([currency, sum]) => `${sum.toFixed(2)} ${currency}`).join(", ");
}
