(function () {
  "use strict";
  var form = document.getElementById("filters");
  var status = document.getElementById("shown");
  var list = function (found) { return Array.prototype.slice.call(found); };
  var parts = list(document.querySelectorAll("details.country"));
  var contents = list(document.getElementById("contents").children);
  var plain = function (text) { return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, ""); };
  var names = contents.map(function (item) { return plain(item.firstElementChild.textContent); });
  var field = function (name) { return form.elements[name] ? form.elements[name].value : ""; };
  function apply() {
    var words = plain(field("w")).trim(), region = field("r"), verdict = field("v"), shown = 0;
    parts.forEach(function (part, number) {
      var fits = (!region || part.dataset.r === region) && (!verdict || part.dataset.v === verdict) &&
        (!words || names[number].indexOf(words) >= 0);
      part.hidden = contents[number].hidden = !fits;
      shown += fits ? 1 : 0;
    });
    status.textContent = status.dataset.text.replace("%1", shown).replace("%2", parts.length);
  }
  function reveal() {
    var target = /^#c-\w+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (!target) { return; }
    if (target.hidden) { form.reset(); apply(); }
    target.open = true;
    target.scrollIntoView();
  }
  function choose(button) {
    var group = button.parentElement, fate = button.dataset.f, track = group.parentElement;
    list(group.children).forEach(function (other) { other.setAttribute("aria-pressed", String(other === button)); });
    list(track.querySelectorAll(".fates-list > li[data-f]")).forEach(function (item) {
      item.hidden = Boolean(fate) && (" " + item.dataset.f + " ").indexOf(" " + fate + " ") < 0;
    });
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(apply, 0); });
  document.addEventListener("click", function (event) {
    var data = event.target.dataset || {};
    if (data.open !== undefined) { parts.forEach(function (part) { part.open = Boolean(data.open) && !part.hidden; }); }
    if (data.f !== undefined && event.target.tagName === "BUTTON") { choose(event.target); }
    var link = event.target.closest && event.target.closest('a[href^="#c-"]');
    if (link && link.hash === location.hash) { setTimeout(reveal, 0); }
  });
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", function () {
    // Closed countries stay closed: a hundred of them would be a book.
    list(document.querySelectorAll("details:not(.country)")).forEach(function (part) { part.open = true; });
    if (parts.length <= 10) { parts.forEach(function (part) { part.open = true; }); }
  });
  apply();
  reveal();
})();
