// "Save as CSV" below a listing: the table as it is shown (RFC 4180).
(function () {
  "use strict";

  // A cell that begins like a formula would be run by a spreadsheet; the same as services/files/spreadsheet.py.
  const FORMULA = /(^|(?<=[,;|\t\r\n]))(?='*[=+\-@＝＋－＠])|^(?='*[\t\r\n])/g;

  function guarded(text) {
    return isNaN(text) ? text.replace(FORMULA, "'") : text;
  }

  function field(text) {
    return '"' + guarded(text).replaceAll('"', '""') + '"';
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-save-csv]");
    if (!button) {
      return;
    }
    const rows = button.closest(".listing").querySelectorAll("tr");
    const lines = Array.from(rows, (row) => Array.from(row.cells, (cell) => field(cell.innerText.trim())).join(","));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + lines.join("\r\n")], {type: "text/csv"}));
    link.download = button.dataset.saveCsv.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-") + ".csv";
    link.click();
    URL.revokeObjectURL(link.href);
  });
})();
