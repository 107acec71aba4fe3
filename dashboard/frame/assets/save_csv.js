// "Save as CSV" below a listing: the table as it is shown, in the dialect of spreadsheets in the browser's language.
(function () {
  "use strict";

  // A cell that begins like a formula would be run by a spreadsheet; the same as services/files/writing/spreadsheet.py.
  const FORMULA = /(^|(?<=[,;|\t\r\n]))(?='*[=+\-@＝＋－＠])|^(?='*[\t\r\n])/g;

  function guarded(text) {
    return isNaN(text) ? text.replace(FORMULA, "'") : text;
  }

  // The same as services/files/writing/dialects.py: where the comma is the decimal sign, semicolons separate.
  const decimal = (1.5).toLocaleString(navigator.language).charAt(1);
  const delimiter = decimal === "," ? ";" : ",";
  // As the page writes them: 1,619.6 or 1.619,6, with its narrow spaces.
  const parts = new Intl.NumberFormat(document.documentElement.lang).formatToParts(11111.5);
  const sign = (type) => (parts.find((part) => part.type === type) || {value: ""}).value;
  const [group, point] = [sign("group"), sign("decimal")];

  function plain(text) {
    const written = text.replaceAll(/[\s\u00a0\u202f]/g, "").replaceAll(group.trim() || " ", "").replace(point, ".");
    return /^-?\d+(\.\d+)?$/.test(written) && /[\s.,\u00a0\u202f’]/.test(text) ? written : null;
  }

  function field(text) {
    const figure = plain(text);
    const written = figure === null ? guarded(text) : figure.replace(".", decimal);
    return '"' + written.replaceAll('"', '""') + '"';
  }

  // In a column of figures a sign is one, and begins no telephone number.
  function written(cell) {
    const text = cell.innerText.trim().replaceAll("\u00a0", " ");
    return cell.classList.contains("of-figures") ? text.replace(/^\+/, "").replace(/^−/, "-") : text;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-save-csv]");
    if (!button) {
      return;
    }
    // What is folded away has no lines of its own, which its cells are read by.
    button.closest(".listing").dataset.unfolded = "";
    const rows = button.closest(".listing").querySelectorAll("tr");
    const lines = Array.from(rows, (row) => Array.from(row.cells, (cell) => field(written(cell))).join(delimiter));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + lines.join("\r\n")], {type: "text/csv"}));
    link.download = button.dataset.saveCsv.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-") + ".csv";
    link.click();
    URL.revokeObjectURL(link.href);
  });
})();
