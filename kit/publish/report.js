// Tables: a click on a heading sorts by it, another turns it round; long ones get a field to filter by.
"use strict";
const empty = ["", "NaN", "NaT", "None", "<NA>"];
const read = (row, column) => {
  const text = row.cells[column] ? row.cells[column].textContent.trim() : "";
  return empty.includes(text) ? "" : text;
};
const number = text => /^[-+−]?[\d,]*\.?\d+(e[-+]?\d+)? ?%?$/i.test(text)
  ? parseFloat(text.replace(/,/g, "").replace("−", "-")) : NaN;
function addSorting(table) {
  const body = table.tBodies[0], rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent.trim() || "#";
    button.title = "Sort by this column";
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      heads.forEach(each => each.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const known = rows.filter(row => read(row, column)), others = rows.filter(row => !read(row, column));
      const texts = new Map(known.map(row => [row, read(row, column)]));
      const counted = [...texts.values()].every(text => !isNaN(number(text)));
      const compare = (a, b) => counted ? number(a) - number(b) : a.localeCompare(b, "vi", {numeric: true});
      known.sort((a, b) => (up ? 1 : -1) * compare(texts.get(a), texts.get(b)));
      body.append(...known, ...others);
    });
  });
}
function addFilter(table) {
  const field = document.createElement("input"), rows = [...table.tBodies[0].rows];
  field.type = "search";
  field.className = "filter";
  field.placeholder = "Show only rows with …";
  field.setAttribute("aria-label", field.placeholder);
  field.addEventListener("input", () => {
    const wanted = field.value.normalize("NFC").toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  });
  table.closest(".scroll").before(field);
}
for (const table of document.querySelectorAll(".table table")) {
  const body = table.tBodies[0], plain = !table.querySelector("[colspan], [rowspan]");
  if (!body || !table.tHead || !plain || body.rows.length < 4) continue;
  addSorting(table);
  if (body.rows.length > 12) addFilter(table);
}
