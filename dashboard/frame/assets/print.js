// Buttons that print the page.
document.addEventListener("click", (event) => {
  if (event.target.closest("button[data-print]")) {
    window.print();
  }
});
// Pages that are there to be printed.
if (document.documentElement.hasAttribute("data-print-now")) {
  window.addEventListener("load", () => window.print());
}
