// Pages that are there to be printed.
if (document.documentElement.hasAttribute("data-print-now")) {
  window.addEventListener("load", () => window.print());
}
