// The search window: opened by its button or by "/", walked through with the arrows; see dashboard/frame/search.py.
(function () {
  "use strict";

  const WAIT_MILLISECONDS = 120;
  let waiting, asked;

  const found = (id) => document.getElementById(id);
  const links = () => [...found("search-found").querySelectorAll("a")];

  function isTyping(target) {
    return target.closest("input, textarea, select, [contenteditable=true], [role=textbox], dialog[open], [role=dialog]");
  }

  function open() {
    found("search").showModal();
    found("search-q").focus();
    found("search-q").select();
  }

  function hit(own) {
    const item = document.createElement("li"), link = document.createElement("a");
    link.href = own.href;
    link.textContent = own.label;
    item.append(link);
    if (own.note) {
      const note = document.createElement("small");
      note.textContent = own.note;
      link.append(" ", note);
    }
    return item;
  }

  function show(answer) {
    // Who walks through what was found already keeps the place.
    const place = document.activeElement.closest("#search-found a")?.href;
    found("search-words").textContent = answer.words;
    found("search-found").replaceChildren(...answer.groups.flatMap((group) => {
      const title = document.createElement("h2"), list = document.createElement("ul");
      title.textContent = group.title;
      list.append(...group.hits.map(hit));
      return [title, list];
    }));
    if (place) {
      (links().find((link) => link.href === place) || found("search-q")).focus();
    }
  }

  async function ask(text) {
    if (asked) {
      asked.abort();
    }
    asked = new AbortController();
    try {
      const answer = await fetch(`/app/search?${new URLSearchParams({q: text})}`, {signal: asked.signal});
      if (answer.ok) {
        show(await answer.json());
      }
    } catch (error) {
      // Typed on meanwhile: the next answer is the one that counts. Being offline the frame says itself.
    }
  }

  document.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "/" && plain && !isTyping(event.target)) {
      event.preventDefault();
      open();
    }
    if (!event.target.closest("#search")) {
      return;
    }
    const all = links(), place = all.indexOf(document.activeElement);
    if (event.key === "Enter" && place < 0 && all.length) {
      event.preventDefault();
      all[0].click();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = place + (event.key === "ArrowDown" ? 1 : -1);
      (next < 0 ? found("search-q") : all[Math.min(next, all.length - 1)] || found("search-q")).focus();
    }
  });

  document.addEventListener("input", (event) => {
    if (event.target.id === "search-q") {
      clearTimeout(waiting);
      waiting = setTimeout(ask, WAIT_MILLISECONDS, event.target.value);
    }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("#search-open")) {
      open();
    } else if (event.target.id === "search" || event.target.closest("#search a")) {
      // Beside it, or to what was found.
      found("search").close();
    }
  });
})();
