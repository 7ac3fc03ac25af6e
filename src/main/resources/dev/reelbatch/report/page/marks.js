/* Marks of a person: keep, or redo with another prompt. They stay in this browser, for this run. */

const marks = loadMarks();

function loadMarks() {
  try {
    return new Map(Object.entries(JSON.parse(localStorage.getItem(run.key) ?? "{}")));
  } catch {
    return new Map(); // storage is switched off, or holds something else: marks live as long as the page
  }
}

function saveMarks() {
  try {
    localStorage.setItem(run.key, JSON.stringify(Object.fromEntries(marks)));
  } catch {
    tell(say("notStored"));
  }
}

/** A mark belongs to the clip that was looked at, not to the row: another take of the row is another clip. */
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

function marked(mark) {
  return rows.filter(row => markOf(row)?.mark === mark);
}

function isChanged(row) {
  const prompt = markOf(row)?.prompt;
  return prompt !== undefined && prompt.trim() !== "" && prompt.trim() !== row.prompt.trim();
}

/* The files that a person takes along. */

/** What makes a spreadsheet take a text for a formula, as in manifest.csv. */
function guarded(text) {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? "'" + text : text;
}

function csv(lines) {
  const cell = text => /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return "\uFEFF" + lines.map(line => line.map(text => cell(String(text ?? ""))).join(",") + "\r\n").join("");
}

/** For people and their spreadsheets, so no cell starts a formula. */
function picksCsv() {
  const other = Object.keys(run.columns).filter(name => !run.columns[name]);
  const header = ["row", "id", "variant", "file", "prompt", "model", "size", "duration", "cost", "currency"];
  const lines = marked("keep").map(row => [
    row.row, row.id, row.variant, row.videos.map(video => video.name).join(";"), row.prompt, row.model, row.size,
    row.duration, row.amount, row.currency, ...other.map(name => row.cells[name]),
  ]);
  // as in manifest.csv, a column of the sheet does not pass for one of ours
  const named = other.map(name => header.includes(name.trim().toLowerCase()) ? "input:" + name : name);
  return csv([[...header, ...named], ...lines].map(line => line.map(text => guarded(String(text ?? "")))));
}

/**
 * A sheet that is run as it is, so its cells are exact, as in failed.csv; no header starts a formula. Columns bear
 * the names that are understood everywhere, whatever this sheet called them, and what the run's options said is in the
 * row. The last columns say which video of which row it is, so that an unchanged one is the same video.
 */
function redoCsv() {
  const columns = Object.keys(run.columns);
  // a column of shapes keeps its own name: 16:9 is no size of every model
  const meanings = columns.map(name => run.columns[name] === "frame" ? name : run.columns[name] ?? name);
  const settings = ["model", "size", "duration"].filter(name => !meanings.includes(name));
  const places = ["reelbatch_job", "reelbatch_row", "reelbatch_variant", "reelbatch_check"];
  const lines = marked("redo").map(row => [
    ...columns.map(name => redoCell(row, name)),
    ...settings.map(name => row[name]),
    run.job, row.row, row.variant, row.check,
  ]);
  return csv([[...meanings, ...settings, ...places].map(guarded), ...lines]);
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
