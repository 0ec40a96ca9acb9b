(function () {
  "use strict";
  var form = document.getElementById("filters");
  var list = document.getElementById("passages");
  var status = document.getElementById("shown");
  var items = Array.prototype.slice.call(list.children);
  var texts = items.map(function (item) { return item.textContent.toLowerCase(); });
  var field = function (name) { return form.elements[name] ? form.elements[name].value : ""; };
  var has = function (values, value) { return !value || (" " + values + " ").indexOf(" " + value + " ") >= 0; };
  var orders = {
    position: function (a, b) { return a.dataset.x < b.dataset.x ? -1 : 1; },
    level: function (a, b) { return b.dataset.l - a.dataset.l || (a.dataset.x < b.dataset.x ? -1 : 1); },
    probability: function (a, b) { return a.dataset.p - b.dataset.p || (a.dataset.x < b.dataset.x ? -1 : 1); }
  };
  function apply() {
    var words = field("w").toLowerCase().trim(), doubt = form.elements.q.checked, shown = 0;
    items.forEach(function (item, number) {
      var data = item.dataset;
      var fits = has(data.l, field("l")) && has(data.m, field("m")) && has(data.t, field("t")) && has(data.s, field("s")) &&
        has(data.d, field("d")) && (!doubt || item.className === "doubt") && (!words || texts[number].indexOf(words) >= 0);
      item.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    status.textContent = status.dataset.text.replace("%1", shown).replace("%2", items.length);
  }
  function order() {
    var rule = orders[field("o")];
    (rule ? items.slice().sort(rule) : items).forEach(function (item) { list.appendChild(item); });
  }
  function reveal() {
    var target = /^#e\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (target && target.hidden) { form.reset(); if (form.elements.d) { form.elements.d.value = ""; } apply(); target.scrollIntoView(); }
  }
  form.addEventListener("input", apply);
  form.addEventListener("change", function () { order(); apply(); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(function () { order(); apply(); }, 0); });
  document.querySelectorAll("[data-show]").forEach(function (button) {
    button.addEventListener("click", function () {
      form.reset();
      form.elements.m.value = button.dataset.show;
      apply();
      document.getElementById("h-evidence").focus();
      document.getElementById("evidence").scrollIntoView();
    });
  });
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (part) { part.open = true; });
  });
  apply();
  reveal();
})();
