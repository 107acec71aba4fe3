// What the frame does in the browser: links without a reload, the menu of small screens, the end of a session.
(function () {
  "use strict";

  const PREFIX = "/app/";
  const SIGN_IN = PREFIX + "sign-in";
  const UPDATE = PREFIX + "_dash-update-component";
  const BEGINNING = [`${PREFIX}_dash-layout`, `${PREFIX}_dash-dependencies`];
  const AWAY_MILLISECONDS = 3000, MOST_SECONDS = 60;
  const notices = window.stockcastNotices;

  function isOurs(link, event) {
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    return plain && !link.target && !link.hasAttribute("download") && link.origin === location.origin
      && link.pathname.startsWith(PREFIX) && link.pathname !== SIGN_IN && !link.dataset.reload
      && !(link.hash && link.pathname === location.pathname && link.search === location.search);
  }

  // Dash listens for this event; a full load would fetch and build the frame anew for every page.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || !isOurs(link, event)) {
      return;
    }
    event.preventDefault();
    history.pushState({}, "", link.href);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    scrollTo(0, 0);
    toggleMenu(false);
  });

  function toggleMenu(open) {
    const button = document.getElementById("menu");
    button.setAttribute("aria-expanded", String(open));
    document.getElementById("side").classList.toggle("open", open);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("#menu");
    if (button) {
      toggleMenu(button.getAttribute("aria-expanded") !== "true");
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.querySelector("#side.open")) {
      toggleMenu(false);
      document.getElementById("menu").focus();
    }
  });

  // What a button in a list is about goes into a store, on which a callback waits; see `row_button`.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-store]");
    if (button) {
      const clicked = { about: button.dataset.about, at: Date.now() };
      window.dash_clientside.set_props(button.dataset.store, { data: clicked });
    }
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-copy]");
    if (button && navigator.clipboard) {
      navigator.clipboard.writeText(button.dataset.copy).then(() => {
        button.textContent = gettext("Copied");
      });
    }
  });

  // The head of a window is no second banner of the page, though Mantine makes it a <header>.
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => {
    const heads = node.querySelectorAll ? node.querySelectorAll(".mantine-Modal-header") : [];
    heads.forEach((head) => head.setAttribute("role", "presentation"));
  }))).observe(document.body, {childList: true, subtree: true});

  function tellWhetherAnswered(answered) {
    const bar = document.getElementById("away");
    if (bar) {
      bar.hidden = answered;
    }
  }

  // What the server says to programs, or a proxy in front of it, is in no language of ours.
  function wordsOf(status) {
    if (status === 413) {
      return gettext("This is more than the server takes at once. Nothing of it was stored; send it in smaller parts.");
    }
    if (status === 429) {
      return gettext("The server is asked too much at once, and did not do this. Try again in a minute.");
    }
    return status === 500 && gettext("Something did not work on our side. Nothing was changed; try again, or go back.");
  }

  // Whatever is refused is told once, in the server's words.
  async function tellOfRefusal(response, asked) {
    // A clock will ask again.
    if (isCrowded(response) && notices.isPoll(asked)) {
      return;
    }
    const problem = await response.json().catch(() => ({}));
    const status = `${response.status} ${response.statusText}`;
    const unknown = gettext("The server refused this ({status}).", {status});
    notices.warn(`refused ${response.status}`, wordsOf(response.status) || problem.detail || unknown, asked);
  }

  // Clocks ask again by themselves; whoever has clicked waits for an answer.
  function tellOfSilence(asked) {
    if (!notices.isPoll(asked)) {
      notices.warn("silence", gettext(
        "The server did not answer: this may not have been done. What you typed is still here; try again in a moment.",
      ), asked);
    }
  }

  // Too much was asked at once: of somebody who comes to a page nothing is lost by asking again, when it is time.
  async function askAgain(response) {
    notices.show({
      id: "crowded", title: gettext("One moment"), autoClose: AWAY_MILLISECONDS,
      message: gettext("The server is asked too much at once. The page comes by itself as soon as it can."),
    });
    const seconds = Number(response.headers.get("Retry-After")) || AWAY_MILLISECONDS / 1000;
    await aMoment(1000 * Math.min(seconds, MOST_SECONDS));
  }

  const isCrowded = (response) => response.status === 429;
  const leadsToPage = (asked) => asked.changedPropIds.some((changed) => changed.startsWith("address."));
  const aMoment = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
  const isAway = (response) => [502, 503, 504].includes(response.status);

  const pathOf = (request) => new URL(request[0].url || request[0], location).pathname;
  const isBeginning = (request) => BEGINNING.includes(pathOf(request));

  // The answer, or null where there is none; a page that was asked for comes as soon as the server is back.
  async function answerOf(request, asked) {
    for (;;) {
      let response = null;
      try {
        response = await (window.stockcastEarly(...request) || send.apply(window, request));
      } catch (error) {
        if (!asked) {
          tellWhetherAnswered(false);
          throw error;
        }
      }
      tellWhetherAnswered(response !== null && !isAway(response));
      if (response !== null && isCrowded(response) && (asked ? leadsToPage(asked) : isBeginning(request))) {
        await askAgain(response);
        continue;
      }
      if (response !== null && !isAway(response)) {
        return response;
      }
      if (!asked || !leadsToPage(asked)) {
        return asked ? null : response;
      }
      await aMoment(AWAY_MILLISECONDS);
    }
  }

  // What only some pages need was fetched ahead. Where such a page is opened, it runs before there is something to draw.
  const load = (address) => new Promise((resolve) => {
    const again = () => aMoment(AWAY_MILLISECONDS).then(() => load(address)).then(resolve);
    document.head.append(Object.assign(document.createElement("script"), {src: address, onload: resolve, onerror: again}));
  });
  const loaded = {};
  const isWanted = (link) => link.dataset.pages.split(" ").includes(location.pathname);
  function readyToDraw() {
    const wanted = [...document.querySelectorAll("link[data-pages]")].filter(isWanted);
    return Promise.all(wanted.map((link) => (loaded[link.href] = loaded[link.href] || load(link.href))));
  }

  // Every call of a page passes here. Without a session there is nothing to show: sign in, and come back.
  const send = window.fetch;
  window.fetch = async function (...request) {
    const isUpdate = pathOf(request) === UPDATE;
    const asked = isUpdate ? JSON.parse(request[1].body) : null;
    const drawing = asked && leadsToPage(asked) ? readyToDraw() : null;
    const response = await answerOf(request, asked);
    await drawing;
    if (response === null) {
      tellOfSilence(asked);
      return new Response(null, {status: 204});
    }
    if (response.status === 401 && new URL(response.url).pathname.startsWith(PREFIX)) {
      window.stockcastTyped.keep();
      location.assign(`${SIGN_IN}?ended=1&next=${encodeURIComponent(location.pathname + location.search)}`);
      // The page is being left: nobody has to make sense of this answer any more.
      return new Promise(() => {});
    }
    if (!response.ok && isUpdate) {
      await tellOfRefusal(response, asked);
      // To Dash as if there were nothing new: it reads a refusal twice, which no browser allows.
      return new Response(null, {status: 204});
    }
    if (isUpdate) {
      notices.heed(response, asked);
    }
    return response;
  };

  let arrivals = 0;
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.shell = {
    // Dash is not told: the page shows already what its address now says.
    keep: function (...values) {
      const inputs = window.dash_clientside.callback_context.inputs_list;
      const query = new URLSearchParams(location.search);
      inputs.forEach(({id, value}, place) => {
        const name = id.slice(id.indexOf("-") + 1);
        query.delete(name);
        if (value !== null && value !== undefined && value !== "") {
          query.set(name, values[place]);
        }
      });
      history.replaceState(history.state, "", location.pathname + (query.size ? `?${query}` : ""));
    },
    // A screen reader goes on in the new page, not at a link that stayed behind.
    arrive: function (title) {
      document.title = title;
      document.getElementById("curl").open = false;
      window.stockcastTyped.restore();
      if (arrivals++ > 0) {
        document.getElementById("main").focus({preventScroll: true});
      }
      return window.dash_clientside.no_update;
    },
  };
})();
