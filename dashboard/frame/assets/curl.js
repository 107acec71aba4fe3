// The commands of a page in one place, at its foot: gathered when somebody opens it, and anew while it is open.
(function () {
  "use strict";

  function gather(foot) {
    const found = [...document.querySelectorAll("#page .curl pre")].map((command) => command.textContent);
    const commands = [...new Set(found)].map((text) => Object.assign(document.createElement("pre"), {textContent: text, tabIndex: 0}));
    foot.lastElementChild.replaceChildren(...commands);
  }

  document.addEventListener("toggle", (event) => {
    if (event.target.id === "curl" && event.target.open) {
      gather(event.target);
    }
  }, true);

  document.addEventListener("change", () => {
    const foot = document.querySelector("#curl[open]");
    if (foot) {
      setTimeout(() => gather(foot), 500);
    }
  });
})();
