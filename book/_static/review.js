/* The reviewer's view: a switch that opens all code, bases and data, and shows the id of every figure.
 *
 * Takes from the page: `details` of the kinds named below and links `a.figure[data-figure]`; the style sheet
 * shows ids while the root bears `data-review="on"`. The choice is kept from page to page where the
 * browser allows it.
 */
(function () {
  "use strict";

  var FOLDED = "details.computation, details.basis, details.chart-data, details.run";
  var STORE = "assessbook-review";
  var TEXTS = {
    zh: { label: "审阅", title: "审阅视图：展开全部代码和计算依据，显示数字标识" },
    en: { label: "Review", title: "Reviewer's view: open all code and bases, show the id of every figure" }
  };
  var texts = TEXTS[(document.documentElement.lang || "zh").slice(0, 2)] || TEXTS.en;
  var root = document.documentElement;

  function remembered() {
    try { return localStorage.getItem(STORE) === "on"; } catch (refused) { return false; }
  }

  function remember(on) {
    try { localStorage.setItem(STORE, on ? "on" : "off"); } catch (refused) { /* kept for this page only */ }
  }

  function turn(button, on) {
    root.dataset.review = on ? "on" : "off";
    button.setAttribute("aria-pressed", String(on));
    document.querySelectorAll(FOLDED).forEach(function (folded) {
      if (on && !folded.open) {
        folded.open = true;
        folded.dataset.opened = "";
      } else if (!on && "opened" in folded.dataset) {
        // What the reader opened stays open.
        folded.open = false;
        delete folded.dataset.opened;
      }
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    var place = document.querySelector(".article-header-buttons");
    if (!place) { return; }
    var button = document.createElement("button");
    button.type = "button";
    button.className = "review-switch btn btn-sm";
    button.textContent = texts.label;
    button.title = texts.title;
    button.addEventListener("click", function () {
      var on = root.dataset.review !== "on";
      turn(button, on);
      remember(on);
    });
    place.prepend(button);
    turn(button, remembered());
  });
})();
