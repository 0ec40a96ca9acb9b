(function () {
  "use strict";
  var form = document.getElementById("filters");
  var table = document.getElementById("countries");
  var body = table.tBodies[0];
  var rows = Array.prototype.slice.call(body.rows);
  var names = rows.map(function (row) { return row.cells[0].textContent.toLowerCase(); });
  var status = document.getElementById("shown");
  var has = function (values, value) { return !value || (" " + values + " ").indexOf(" " + value + " ") >= 0; };
  function filter() {
    var f = form.elements, word = f.w.value.toLowerCase().trim(), shown = 0;
    rows.forEach(function (row, number) {
      var data = row.dataset;
      var fits = has(data.l, f.l.value) && has(data.k, f.k.value) && has(data.y, f.y.value) && (!word || names[number].indexOf(word) >= 0);
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    status.textContent = status.dataset.text.replace("%1", shown).replace("%2", rows.length);
  }
  function sort(column, descending) {
    var turn = descending ? -1 : 1;
    rows.slice().sort(function (a, b) {
      var x = a.cells[column].dataset.v, y = b.cells[column].dataset.v;
      return turn * (x === undefined ? a.cells[0].textContent.localeCompare(b.cells[0].textContent, document.documentElement.lang) : x - y);
    }).forEach(function (row) { body.appendChild(row); });
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (cell, number) {
      if (number === column) { cell.setAttribute("aria-sort", descending ? "descending" : "ascending"); } else { cell.removeAttribute("aria-sort"); }
    });
  }
  table.tHead.addEventListener("click", function (event) {
    var button = event.target.closest("[data-sort]");
    if (!button) { return; }
    var column = +button.dataset.sort, now = button.parentNode.getAttribute("aria-sort");
    sort(column, now ? now === "ascending" : column !== 0 && column !== 3);
  });
  document.querySelectorAll("[data-view]").forEach(function (button) {
    button.addEventListener("click", function () {
      table.classList.toggle("bars", button.dataset.view === "bars");
      document.querySelectorAll("[data-view]").forEach(function (other) { other.setAttribute("aria-pressed", other === button); });
      if (button.dataset.view) { sort(1, true); }
    });
  });
  form.addEventListener("input", filter);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(filter, 0); });
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (part) { part.open = true; });
  });
  filter();
})();
