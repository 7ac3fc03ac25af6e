/* A person's marks: keep, or redo with another prompt. They are stored in this browser, for this run. */

const marks = loadMarks();

function loadMarks() {
  try {
    return new Map(Object.entries(JSON.parse(localStorage.getItem(run.key) ?? "{}")));
  } catch {
    return new Map(); // storage is switched off or its content is unusable: marks last as long as the page
  }
}

function saveMarks() {
  try {
    localStorage.setItem(run.key, JSON.stringify(Object.fromEntries(marks)));
  } catch {
    tell(say("notStored"));
  }
}

/** Returns the mark of a clip. Marks belong to clips, not to rows: a new version of the row is another clip. */
function markOf(row) {
  return marks.get(row.key);
}

function toggleMark(row, mark) {
  if (markOf(row)?.mark === mark) {
    marks.delete(row.key);
  } else {
    marks.set(row.key, { mark, prompt: markOf(row)?.prompt });
  }
  saveMarks();
}

function changePrompt(row, prompt) {
  marks.set(row.key, { mark: "redo", prompt });
  saveMarks();
}

const PLACES = ["reelbatch_job", "reelbatch_row", "reelbatch_variant", "reelbatch_check"];

/** Returns the cells that identify the video of the row, so that it is recognised when the file is run. */
function placeCells(row) {
  return [run.job, row.row, row.variant, row.check];
}

function marked(mark) {
  return rows.filter(row => markOf(row)?.mark === mark);
}

function isChanged(row) {
  const prompt = markOf(row)?.prompt;
  return prompt !== undefined && prompt.trim() !== "" && prompt.trim() !== promptToEdit(row).trim();
}

/** Returns the prompt as a person changes it: where a template wraps it, the sheet's own text. */
function promptToEdit(row) {
  return run.wrapsPrompts ? row.cells[promptColumn] ?? "" : row.prompt;
}

/* The files that a person saves. */

/** Puts an apostrophe before a text that a spreadsheet would run as a formula, as in manifest.csv. */
function guarded(text) {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? "'" + text : text;
}

function csv(lines) {
  const cell = text => /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return "\uFEFF" + lines.map(line => line.map(text => cell(String(text ?? ""))).join(",") + "\r\n").join("");
}

/** Returns the kept clips as CSV for spreadsheets, so no cell starts a formula. */
function picksCsv() {
  const other = Object.keys(run.columns).filter(name => !run.columns[name]);
  const header = ["row", "id", "variant", "file", "prompt", "model", "size", "duration", "cost", "currency"];
  const lines = marked("keep").map(row => [
    row.row, row.id, row.variant, row.videos.map(video => video.name).join(";"), row.prompt, row.model, row.size,
    row.duration, row.amount, row.currency, ...other.map(name => row.cells[name]),
  ]);
  // as in manifest.csv, a sheet's column can't be mistaken for one of ours
  const named = other.map(name => header.includes(name.trim().toLowerCase()) ? "input:" + name : name);
  return csv([[...header, ...named], ...lines].map(line => line.map(text => guarded(String(text ?? "")))));
}

/**
 * Returns the clips to redo as a sheet that can be run unchanged. As in failed.csv, its cells are exact and no header
 * starts a formula. Columns have the names that every reader knows, whatever this sheet called them, and values from
 * the run's options are filled in. The last columns identify the video of the row, so that an unchanged row is
 * recognised as the same video. Where a template makes the prompts, only a changed one is written.
 */
function redoCsv() {
  const columns = Object.keys(run.columns);
  // a column of shapes keeps its own name, because not every model accepts 16:9 as a size
  const meanings = columns.map(name => run.columns[name] === "frame" ? name : run.columns[name] ?? name);
  const settings = ["model", "size", "duration"].filter(name => !meanings.includes(name));
  const prompts = meanings.includes("prompt") ? [] : ["prompt"];
  const lines = marked("redo").map(row => [
    ...columns.map(name => redoCell(row, name)),
    ...prompts.map(() => isChanged(row) ? markOf(row).prompt : ""),
    ...settings.map(name => row[name]),
    ...placeCells(row),
  ]);
  return csv([[...meanings, ...prompts, ...settings, ...PLACES].map(guarded), ...lines]);
}

function keptDrafts() {
  return marked("keep").filter(row => row.draft);
}

/** Returns the kept drafts as a sheet that makes their real videos. The prompts only tell a reader which rows they are. */
function realCsv() {
  const column = Object.keys(run.columns).find(name => run.columns[name] === "prompt");
  const header = ["prompt", keptDrafts()[0].draftColumn, ...PLACES];
  const lines = keptDrafts().map(row => [row.cells[column], row.draft, ...placeCells(row)]);
  return csv([header, ...lines]);
}

function redoCell(row, column) {
  const cell = row.cells[column] ?? "";
  switch (run.columns[column]) {
    case "prompt":
      return isChanged(row) ? markOf(row).prompt : cell;
    case "count":
      return 1; // this clip, not all variants of its row
    case "model":
    case "size":
    case "duration":
      return cell.trim() ? cell : row[run.columns[column]];
    default:
      return cell;
  }
}

function save(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
