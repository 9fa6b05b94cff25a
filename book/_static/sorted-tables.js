/* Tables that sort and filter: `table.sorted-table`, by the DataTables library where the page has loaded it.
 *
 * Without the library, or without scripts, the table stays as it is. A column whose heading bears
 * `data-filter` gets a list to choose from above the table. On paper all chosen rows are printed.
 */
(function () {
  "use strict";

  var SHOWN = 50; // rows at first; a table of no more is not cut into pages

  var TEXTS = {
    zh: {
      search: "检索：", info: "第_START_至_END_行，共_TOTAL_行", infoEmpty: "没有相符的行", infoFiltered: "（由_MAX_行中选出）",
      lengthMenu: "每页_MENU_行", thousands: "", zeroRecords: "没有相符的行", all: "全部",
      paginate: { first: "首页", previous: "上一页", next: "下一页", last: "末页" },
      aria: { orderable: "按此列排序", orderableReverse: "按此列倒序排列", orderableRemove: "恢复原顺序",
        paginate: { first: "首页", previous: "上一页", next: "下一页", last: "末页", number: "第" } }
    },
    en: { search: "Search:", lengthMenu: "_MENU_ rows a page", all: "All" }
  };
  var texts = TEXTS[(document.documentElement.lang || "zh").slice(0, 2)] || TEXTS.en;

  function addFilter(api, column, place) {
    var heading = column.header().textContent.trim();
    var label = document.createElement("label");
    var list = document.createElement("select");
    label.className = "column-filter";
    list.append(new Option(texts.all, ""));
    // Words only: a cell may hold links and badges.
    var found = new Set(column.nodes().toArray().map(function (cell) { return cell.textContent.trim(); }));
    Array.from(found).filter(Boolean).sort(function (a, b) { return a.localeCompare(b, "zh"); })
      .forEach(function (text) { list.append(new Option(text, text)); });
    list.addEventListener("change", function () {
      column.search(list.value ? "^" + list.value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") + "$" : "", true, false).draw();
    });
    label.append(heading + " ", list);
    place.append(label);
  }

  /** Only the table scrolls sideways: what chooses its rows stays in sight on a narrow screen. */
  function scrollTableOnly(api, table) {
    var container = api.table().container();
    var box = container.parentElement;
    if (!box.classList.contains("table-scroll")) { return; }
    box.replaceWith(container);
    table.parentElement.className = "dt-layout-cell table-scroll";
    table.parentElement.tabIndex = 0;
  }

  /** Print every row that is chosen, and go back to the page of rows that was shown. */
  function printWhole(api) {
    var shown = null;
    window.addEventListener("beforeprint", function () {
      shown = { length: api.page.len(), page: api.page() };
      api.page.len(-1).draw();
    });
    window.addEventListener("afterprint", function () {
      if (shown) { api.page.len(shown.length).page(shown.page).draw("page"); }
      shown = null;
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    if (!window.DataTable) { return; }
    document.querySelectorAll("table.sorted-table").forEach(function (table) {
      var api = new window.DataTable(table, {
        language: texts, pageLength: SHOWN, lengthMenu: [[25, 50, 100, -1], [25, 50, 100, texts.all]],
        order: [], autoWidth: false, paging: table.tBodies[0].rows.length > SHOWN
      });
      var filters = document.createElement("div");
      filters.className = "column-filters";
      api.columns().every(function () {
        if (this.header().hasAttribute("data-filter")) { addFilter(api, this, filters); }
      });
      if (filters.children.length) { api.table().container().prepend(filters); }
      scrollTableOnly(api, table);
      printWhole(api);
    });
  });
})();
