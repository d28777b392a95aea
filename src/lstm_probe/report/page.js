"use strict";

// Sort a table by a column: numbers as numbers, words in their order, what is missing last; again: the other way round.
function sort(head) {
  const table = head.closest("table");
  const column = head.cellIndex;
  const direction = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
  const numeric = head.classList.contains("number");
  const key = (row) => {
    const cell = row.cells[column];
    const text = cell.dataset.key ?? cell.textContent.trim();
    if (text === "") return null;
    return numeric ? Number(text) : text;
  };
  const compare = (one, other) => {
    const [a, b] = [key(one), key(other)];
    if (a === null || b === null) return (a === null) - (b === null);
    return direction * (numeric ? a - b : a.localeCompare(b, "en", { numeric: true }));
  };
  for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
  const body = table.tBodies[0];
  body.append(...[...body.rows].sort(compare));
}

// Show the rows that hold all the words that were typed.
function filter(input) {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = [...input.closest(".table").querySelectorAll("tbody tr")];
  for (const row of rows) row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word));
  const shown = rows.filter((row) => !row.hidden).length;
  input.closest("label").querySelector("output").textContent = `${shown} of ${rows.length} rows`;
}

// Show a figure at its own size, to be moved about.
function enlarge(button) {
  const dialog = document.getElementById("enlarged");
  const image = button.querySelector("img").cloneNode();
  dialog.querySelector("div").replaceChildren(image);
  dialog.showModal();
}

// Mark in the contents where the reader is.
function follow() {
  const links = new Map([...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]));
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((one) => one.isIntersecting)) {
      for (const link of links.values()) link.removeAttribute("aria-current");
      links.get(entry.target.id).setAttribute("aria-current", "location");
    }
  }, { rootMargin: "-10% 0px -80% 0px" });
  for (const id of links.keys()) {
    const place = document.getElementById(id);
    if (place) seen.observe(place);
  }
}

for (const head of document.querySelectorAll(".sortable thead th")) {
  head.querySelector("button").addEventListener("click", () => sort(head));
}
for (const input of document.querySelectorAll(".filter input")) {
  input.addEventListener("input", () => filter(input));
}
for (const button of document.querySelectorAll(".zoom")) {
  button.addEventListener("click", () => enlarge(button));
}
if (window.matchMedia("(max-width: 70rem)").matches) document.querySelector("nav details").open = false;
follow();
