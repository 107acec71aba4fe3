// How AG Grid writes numbers and days: as the rest of the page does. Named in columnDefs, see dashboard/kit/tables.py.
(function () {
  "use strict";

  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});

  // As the server writes them: with a sign between thousands also where a language may leave it out before five digits.
  const GROUPED = {useGrouping: "always"};

  functions.number = function (value, digits) {
    if (value === null || value === undefined) {
      return "–";
    }
    return new Intl.NumberFormat(document.documentElement.lang, {
      ...GROUPED, minimumFractionDigits: digits || 0, maximumFractionDigits: digits || 0,
    }).format(value);
  };

  // In the shop's currency, if it has named one; with so many decimals, or as the currency has them.
  functions.money = function (value, digits) {
    const {lang, dataset: {currency}} = document.documentElement;
    if (value === null || value === undefined || !currency) {
      return functions.number(value, digits ?? 2);
    }
    return new Intl.NumberFormat(lang, {
      ...GROUPED, style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits,
    }).format(value);
  };

  // Of all rows Tab stops at one: among them the arrows lead, and Enter opens.
  functions.openRow = function (params) {
    if (params.event.key === "Enter" && params.event.target.matches("[role=gridcell]")) {
      params.event.target.closest("[role=row]").querySelector("a")?.click();
    }
  };

  functions.percent = function (value, digits) {
    if (value === null || value === undefined) {
      return "–";
    }
    return new Intl.NumberFormat(document.documentElement.lang, {
      style: "percent", maximumFractionDigits: digits || 0,
    }).format(value);
  };

  // A day is a day everywhere: no time zone may move it.
  functions.day = function (value) {
    return value ? new Date(value + "T00:00").toLocaleDateString(document.documentElement.lang, {
      year: "numeric", month: "short", day: "numeric",
    }) : "–";
  };
})();
