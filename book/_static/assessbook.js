/* Behaviour of the book in the browser: figure cards, and landing on a figure's row.
 *
 * Takes from the page: links `a.figure[data-figure][href]`, folded tables `details.basis` whose rows
 * carry the same `data-figure`, and the cards' data in `window.assessbookFigures` (written per page as
 * `_figures/<page>.js`; addresses in it are relative to the page). Without that data the links still
 * work as links. Texts from the data are only ever set as text, never parsed as HTML.
 */
(function () {
  "use strict";

  var HOVER_DELAY = 220; // ms; a pointer crossing a table must not raise a card at every number
  var LEAVE_DELAY = 260; // ms; time to move from the number onto its card
  var GAP = 8; // px between number, card and the edge of the window
  var STORE = "assessbook-figure";

  var TEXTS = {
    zh: {
      formula: "计算式", sources: "来源单元格", raw: "原值", cell: "查看计算单元格", compare: "各地区比较", close: "关闭",
      noEdition: function (name) { return name + "报告未与本报告存放在同一目录下，或者尚未编制。"; },
      more: function (count) { return "另有 " + count + " 个来源单元格，见计算依据。"; },
      quote: ["“", "”"]
    },
    en: {
      formula: "Formula", sources: "Source cells", raw: "content", cell: "Show the computing cell", compare: "Compare regions", close: "Close",
      noEdition: function (name) { return "The report of " + name + " is not kept beside this one, or not made yet."; },
      more: function (count) { return count + " more source cells are listed with the cell."; },
      quote: ["“", "”"]
    }
  };
  var texts = TEXTS[(document.documentElement.lang || "zh").slice(0, 2)] || TEXTS.en;

  // ------------------------------------------------------------------ small helpers

  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) { made.className = className; }
    if (text !== undefined && text !== null) { made.textContent = text; }
    return made;
  }

  function figureLink(target) {
    return target instanceof Element ? target.closest("a.figure[data-figure]") : null;
  }

  function dataOf(link) {
    var all = window.assessbookFigures;
    var id = link.dataset.figure;
    return all && Object.prototype.hasOwnProperty.call(all, id) ? all[id] : null;
  }

  /** An address that a card may link to; data must not smuggle in a script. */
  function safeAddress(address) {
    if (!address) { return null; }
    var url = new URL(address, document.baseURI);
    return ["file:", "http:", "https:"].indexOf(url.protocol) >= 0 ? url.href : null;
  }

  // ------------------------------------------------------------------ the card

  var card = null; // one element, filled anew for each figure
  var current = null; // the link whose card is open
  var openTimer = 0;
  var closeTimer = 0;
  var quiet = false; // true while focus goes back to a link whose card was closed with Escape

  function makeCard() {
    var made = element("div", "figure-card");
    made.id = "figure-card";
    made.setAttribute("role", "dialog");
    made.setAttribute("aria-labelledby", "figure-card-name");
    // The top layer lies above everything and is cut off by nothing. Older browsers have none; there a
    // fixed position and a high z-index do nearly the same.
    if (made.showPopover) { made.popover = "manual"; } else { made.hidden = true; }
    return made;
  }

  function showCard() { if (card.showPopover) { card.showPopover(); } else { card.hidden = false; } }

  function hideCard() {
    if (!card.showPopover) { card.hidden = true; } else if (card.matches(":popover-open")) { card.hidePopover(); }
  }

  function sourceItem(source) {
    var item = element("li");
    var address = safeAddress(source.href);
    var where = element(address ? "a" : "span", "figure-card__address", source.address);
    if (address) { where.href = address; }
    item.append(where);
    if (source.raw) {
      item.append(" ", element("span", "figure-card__raw", texts.raw + texts.quote[0] + source.raw + texts.quote[1]));
    }
    [source.citation, source.note].forEach(function (line) {
      if (line) { item.append(element("span", "figure-card__citation", line)); }
    });
    return item;
  }

  function section(title, content) {
    var made = element("div", "figure-card__section");
    made.append(element("p", "figure-card__label", title), content);
    return made;
  }

  function fillCard(link, data) {
    var close = element("button", "figure-card__close", "×");
    close.type = "button";
    close.setAttribute("aria-label", texts.close);
    close.addEventListener("click", function () { closeCard(true); });

    var name = element("span", "figure-card__name", data.name);
    name.id = "figure-card-name";
    var place = [data.region, data.period, data.item].filter(Boolean).join("　");
    var value = element("span", "figure-card__value", data.text);
    if (data.unit) { value.append(element("span", "figure-card__unit", data.unit)); }
    var brief = element("p", "figure-card__brief");
    brief.id = "figure-card-brief";
    brief.append(name, " ", element("span", "figure-card__place", place), " ", value);

    card.replaceChildren(close, brief);
    if (data.formula) { card.append(section(texts.formula, element("p", "figure-card__formula", data.formula))); }
    if (data.sources && data.sources.length) {
      var list = element("ol", "figure-card__sources");
      data.sources.forEach(function (source) { list.append(sourceItem(source)); });
      card.append(section(texts.sources, list));
    }
    if (data.more > 0) { card.append(element("p", "figure-card__more", texts.more(data.more))); }
    var cell = element("a", "figure-card__cell", texts.cell);
    cell.href = link.href || safeAddress(data.cell) || "#";
    cell.dataset.follow = link.dataset.figure;
    var foot = element("p", "figure-card__foot");
    foot.append(cell);
    var compare = safeAddress(data.compare);
    if (compare) {
      var across = element("a", "figure-card__compare", texts.compare);
      across.href = compare;
      foot.append(across);
    }
    card.append(foot);
    card.scrollTop = 0;
  }

  /** Place the card below its number, or above it, wholly inside the window. */
  function placeCard() {
    var number = current.getClientRects()[0];
    var width = document.documentElement.clientWidth;
    var height = window.innerHeight;
    if (!number || number.bottom < 0 || number.top > height) { closeCard(false); return; }
    card.style.maxHeight = "none";
    var wanted = card.offsetHeight;
    var below = height - number.bottom - 2 * GAP;
    var above = number.top - 2 * GAP;
    var under = wanted <= below || below >= above;
    var allowed = Math.max(120, under ? below : above);
    var taken = Math.min(wanted, allowed);
    card.style.maxHeight = allowed + "px";
    card.style.left = Math.max(GAP, Math.min(number.left - 2 * GAP, width - card.offsetWidth - GAP)) + "px";
    card.style.top = Math.max(GAP, Math.min(under ? number.bottom + GAP : number.top - GAP - taken, height - taken - GAP)) + "px";
  }

  function openCard(link) {
    var data = dataOf(link);
    clearTimeout(openTimer);
    clearTimeout(closeTimer);
    if (!data || current === link) { return; }
    closeCard(false);
    card = card || makeCard();
    current = link;
    fillCard(link, data);
    // Right after the link, so that Tab leads from the number into its card and on.
    link.after(card);
    link.setAttribute("aria-describedby", "figure-card-brief");
    showCard();
    placeCard();
  }

  function closeCard(returnFocus) {
    clearTimeout(openTimer);
    clearTimeout(closeTimer);
    if (!current) { return; }
    var link = current;
    var hadFocus = card.contains(document.activeElement);
    current = null;
    link.removeAttribute("aria-describedby");
    hideCard();
    if (returnFocus && hadFocus) {
      quiet = true;
      link.focus({ preventScroll: true });
      quiet = false;
    }
    card.remove();
  }

  function inCard(node) { return Boolean(card && node instanceof Node && card.contains(node)); }

  // ------------------------------------------------------------------ opening and closing

  var pointer = "mouse"; // kind of the pointer pressed last

  document.addEventListener("pointerover", function (event) {
    if (event.pointerType !== "mouse") { return; }
    var link = figureLink(event.target);
    if (link || inCard(event.target)) { clearTimeout(closeTimer); }
    if (link && link !== current) {
      clearTimeout(openTimer);
      openTimer = setTimeout(openCard, HOVER_DELAY, link);
    }
  });

  document.addEventListener("pointerout", function (event) {
    if (event.pointerType !== "mouse") { return; }
    clearTimeout(openTimer);
    var to = event.relatedTarget;
    if (!current || inCard(to) || figureLink(to) === current) { return; }
    if (inCard(document.activeElement) || document.activeElement === current) { return; }
    clearTimeout(closeTimer);
    closeTimer = setTimeout(closeCard, LEAVE_DELAY, false);
  });

  document.addEventListener("focusin", function (event) {
    var link = figureLink(event.target);
    if (link && !quiet && link.matches(":focus-visible")) {
      openCard(link);
    } else if (current && !link && !inCard(event.target)) {
      closeCard(false);
    }
  });

  document.addEventListener("pointerdown", function (event) {
    pointer = event.pointerType;
    if (current && !inCard(event.target) && figureLink(event.target) !== current) { closeCard(false); }
  });

  document.addEventListener("keydown", function (event) {
    pointer = "keyboard";
    if (event.key === "Escape" && current) {
      closeCard(true);
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);

  document.addEventListener("click", function (event) {
    var link = figureLink(event.target);
    if (link && (pointer === "touch" || pointer === "pen") && link !== current && dataOf(link)) {
      event.preventDefault();
      openCard(link);
      return;
    }
    var followed = link || (event.target instanceof Element && event.target.closest("a[data-follow]"));
    if (followed && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      follow(followed.dataset.figure || followed.dataset.follow, followed.href);
    }
  });

  var placing = false;
  function placeSoon() {
    if (!current || placing) { return; }
    placing = true;
    requestAnimationFrame(function () { placing = false; if (current) { placeCard(); } });
  }
  window.addEventListener("scroll", function (event) { if (!inCard(event.target)) { placeSoon(); } }, { capture: true, passive: true });
  window.addEventListener("resize", placeSoon);

  // ------------------------------------------------------------------ following a figure

  function remember(value) {
    try { sessionStorage.setItem(STORE, value); } catch (refused) { window.name = STORE + " " + value; }
  }

  function recall() {
    var value = null;
    try {
      value = sessionStorage.getItem(STORE);
      sessionStorage.removeItem(STORE);
    } catch (refused) { value = null; }
    if (!value && window.name.indexOf(STORE + " ") === 0) {
      value = window.name.slice(STORE.length + 1);
      window.name = "";
    }
    try { return value ? JSON.parse(value) : null; } catch (broken) { return null; }
  }

  function follow(figure, address) {
    remember(JSON.stringify({ figure: figure, address: address }));
    setTimeout(function () { closeCard(false); }, 0);
    // The address is already open: nothing will load and no hashchange will come.
    if (address === location.href) { setTimeout(land, 0); }
  }

  var landed = null; // the row shown last

  /** Open the basis of the cell that the address names; mark the row of the figure that was followed. */
  function land() {
    var followed = recall();
    document.querySelectorAll(".figure-target").forEach(function (row) { row.classList.remove("figure-target"); });
    landed = null;
    var cell = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    if (!cell || !cell.classList.contains("cell")) { return; }
    var basis = cell.querySelector("details.basis");
    if (!basis) { return; }
    basis.open = true;
    if (!followed || followed.address !== location.href) { return; }
    var rows = Array.from(basis.querySelectorAll("tr[data-figure]"));
    landed = rows.find(function (row) { return row.dataset.figure === followed.figure; }) || null;
    if (!landed) { return; }
    landed.classList.add("figure-target");
    landed.tabIndex = -1;
    showLanded();
  }

  function showLanded() {
    if (!landed) { return; }
    landed.focus({ preventScroll: true });
    landed.scrollIntoView({ block: "center", inline: "nearest" });
  }

  // ------------------------------------------------------------------ tables

  /** What a table or chart is called: its caption or the heading above it, and the fold that it stands in. */
  function nameOf(box) {
    var figure = box.closest("figure");
    var part = box.closest("section");
    var fold = box.closest("details");
    return [
      figure ? figure.querySelector("figcaption") : part && part.querySelector("h1, h2, h3, h4"),
      fold && fold.querySelector("summary")
    ].filter(Boolean).map(function (named) { return named.textContent.trim(); }).join("，");
  }

  /** A table that scrolls sideways can be reached by keyboard and has a name of its own; one that
      fits isn't a stop. */
  function nameScrollingTables() {
    var used = {};
    document.querySelectorAll(".table-scroll").forEach(function (box) {
      var scrolls = box.scrollWidth > box.clientWidth + 1;
      box.classList.toggle("scrolls", scrolls);
      if (!scrolls) {
        box.removeAttribute("tabindex");
        box.removeAttribute("role");
        box.removeAttribute("aria-label");
        return;
      }
      var name = nameOf(box);
      used[name] = (used[name] || 0) + 1;
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", used[name] > 1 ? name + "，" + used[name] : name);
    });
  }

  var LONGEST_HEADING = 12;
  // A mark that may not begin a line with the character before it, one that may not end a line with the next.
  var TOGETHER = /[（《“【‘]*[^\s（《“【‘][，。；：、）》”！？】’%％]+|[（《“【‘]+[^\s]/g;

  /** Chinese has no spaces: let headings of rows and columns be broken between words only, where the browser
      knows words; longer ones, which are sentences, are broken like sentences. A word of one character stays with
      its neighbours. Where a word is longer than its column the browser breaks it anywhere, even before a comma; so
      marks are held by the characters that they belong to. */
  function tellWordsApart() {
    if (texts !== TEXTS.zh || !window.Intl || !Intl.Segmenter) { return; }
    var segmenter = new Intl.Segmenter("zh", { granularity: "word" });
    document.querySelectorAll("table.statistics th").forEach(function (heading) {
      if (heading.textContent.trim().length > LONGEST_HEADING) { return; }
      var walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
      var found = [];
      while (walker.nextNode()) { found.push(walker.currentNode); }
      found.forEach(function (text) {
        var parts = document.createDocumentFragment();
        var breaks = [];
        var before = "";
        Array.from(segmenter.segment(text.data)).forEach(function (word) {
          if (before.length > 1 && word.isWordLike && word.segment.length > 1) { breaks.push(word.index); }
          before = word.segment;
        });
        var done = 0;
        function appendUpTo(end) {
          breaks.filter(function (place) { return place >= done && place < end; }).forEach(function (place) {
            parts.append(text.data.slice(done, place), document.createElement("wbr"));
            done = place;
          });
          parts.append(text.data.slice(done, end));
          done = end;
        }
        Array.from(text.data.matchAll(TOGETHER)).forEach(function (held) {
          appendUpTo(held.index);
          if (breaks.indexOf(held.index) >= 0) { parts.append(document.createElement("wbr")); }
          parts.append(element("span", "together", held[0]));
          done = held.index + held[0].length;
        });
        appendUpTo(text.data.length);
        text.replaceWith(parts);
      });
      heading.normalize();
      heading.dataset.worded = "";
    });
  }

  // ------------------------------------------------------------------ search

  if (texts === TEXTS.zh && typeof Documentation === "object") {
    Object.assign(Documentation.TRANSLATIONS, {
      "Hide Search Matches": "取消搜索标记",
      "Search finished, found ${resultCount} page(s) matching the search query.": "共找到 ${resultCount} 页。",
      "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
        "未找到相关内容，请更换或缩短检索词。"
    });
  }

  // From a disk a page may not read other pages, so search results come without extracts there.
  if (location.protocol === "file:" && typeof DOCUMENTATION_OPTIONS === "object") {
    DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
  }

  /** Tell of each result in which part of the book and under which page it stands. */
  function placeResults() {
    var data = document.getElementById("search-places");
    var results = document.getElementById("search-results");
    if (!data || !results) { return; }
    var known = JSON.parse(data.textContent);
    var root = new URL(document.documentElement.dataset.content_root || "./", document.baseURI).href;

    function place(item) {
      var link = item.querySelector("a[href]");
      if (!link || item.querySelector(".search-place") || link.href.indexOf(root) !== 0) { return; }
      var page = decodeURIComponent(link.href.slice(root.length).split(/[?#]/)[0]).replace(/\.html$/, "");
      var number = known.pages[page];
      if (number !== undefined) { item.prepend(element("p", "search-place", known.places[number])); }
    }

    new MutationObserver(function (changes) {
      changes.forEach(function (change) {
        change.addedNodes.forEach(function (node) { if (node.nodeName === "LI") { place(node); } });
      });
    }).observe(results, { childList: true, subtree: true });
    results.querySelectorAll("li").forEach(place);
  }

  // ------------------------------------------------------------------ other editions

  /** A link to another edition leads there if it lies beside this one; if not, the page says so and stays. */
  document.addEventListener("click", function (event) {
    var link = event.target instanceof Element ? event.target.closest("a.edition-link") : null;
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    // Every book has this small picture; a page from a disk may load pictures of other folders.
    var picture = new Image();
    picture.onload = function () { location.href = link.href; };
    picture.onerror = function () {
      var note = document.querySelector(".editions-note");
      note.textContent = texts.noEdition(link.textContent);
      note.classList.add("editions-note--missing");
    };
    picture.src = new URL("_static/favicon.svg", link.href).href;
  });

  function start() {
    placeResults();
    tellWordsApart();
    land();
    nameScrollingTables();
  }

  var moved = false; // the reader has scrolled, and is not to be pulled back when charts finish loading
  ["wheel", "touchmove", "keydown"].forEach(function (kind) {
    window.addEventListener(kind, function () { moved = true; }, { passive: true });
  });
  window.addEventListener("load", function () { if (!moved) { showLanded(); } nameScrollingTables(); });
  window.addEventListener("hashchange", land);
  window.addEventListener("resize", nameScrollingTables);
  document.addEventListener("toggle", nameScrollingTables, true);
  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", start); } else { start(); }
})();
