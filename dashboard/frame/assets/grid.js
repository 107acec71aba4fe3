// How AG Grid writes numbers and days: as this browser does. Named in columnDefs, see dashboard/tables.py.
(function () {
  "use strict";

  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});

  functions.number = function (value, digits) {
    if (value === null || value === undefined) {
      return "–";
    }
    return new Intl.NumberFormat(navigator.language, {
      minimumFractionDigits: digits || 0, maximumFractionDigits: digits || 0,
    }).format(value);
  };

  functions.percent = function (value, digits) {
    if (value === null || value === undefined) {
      return "–";
    }
    return new Intl.NumberFormat(navigator.language, {
      style: "percent", maximumFractionDigits: digits || 0,
    }).format(value);
  };

  // A day is a day everywhere: no time zone may move it.
  functions.day = function (value) {
    return value ? new Date(value + "T00:00").toLocaleDateString(navigator.language, {
      year: "numeric", month: "short", day: "numeric",
    }) : "–";
  };
})();
