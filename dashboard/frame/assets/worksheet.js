// The worksheet of orders: which lines are chosen and in which quantity, what that costs and how long it lasts.
(function () {
  "use strict";

  const DAY = 86400000;
  // What was typed outlives a page that is loaded again, and a session that ended.
  const KEPT = "stockcast-worksheet";
  const read = (name) => JSON.parse(sessionStorage.getItem(`${KEPT}-${name}`) || "{}");
  const keep = (name, values) => sessionStorage.setItem(`${KEPT}-${name}`, JSON.stringify(values));
  const set = (id, properties) => window.dash_clientside.set_props(id, properties);
  const number = (value, digits) => window.dashAgGridFunctions.number(value, digits);
  const money = (value, digits) => window.dashAgGridFunctions.money(value, digits);
  const all = (within, selector) => [...within.querySelectorAll(selector)];

  // codes -- by supplier, of all lines of the list; boxes -- by code, those that were clicked since `every` was
  let codes = {}, aside = new Set(), every = true, boxes = {};
  let typed = read("typed");
  const opened = new Set();

  function isChosen(sku) {
    const ticked = sku in boxes ? boxes[sku] : every && !aside.has(sku);
    return ticked && typed[sku] !== 0;
  }

  function remember() {
    const listed = Object.values(codes).flat();
    const others = listed.filter((sku) => isChosen(sku) !== every);
    const quantities = Object.fromEntries(listed.filter((sku) => typed[sku] > 0).map((sku) => [sku, typed[sku]]));
    set("orders-chosen", {data: {all: every, others, quantities}});
    const chosen = every ? listed.length - others.length : others.length;
    const box = document.querySelector("button[data-choose-all]");
    // Above an empty list there is no button.
    if (document.getElementById("orders-order")) {
      set("orders-order", {children: ngettext("Order {count} product", "Order {count} products", chosen), disabled: !chosen});
      set("orders-draft", {disabled: !chosen});
    }
    if (box) {
      box.setAttribute("aria-checked", chosen === listed.length ? "true" : chosen ? "mixed" : "false");
    }
  }

  // With price breaks all units cost what the last of them that is reached says.
  function costOf(line, units) {
    const each = line.breaks.reduce((price, [from, own]) => units >= from ? own : price, line.unit_cost);
    return each === null ? null : each * units;
  }

  // The last day whose demand is covered as a whole.
  function coversUntil(line, units) {
    if (!line.demand || !units) {
      return null;
    }
    let rest = line.left + units;
    const days = line.demand.findIndex((expected) => (rest -= expected) < -1e-6);
    const last = new Date(Date.parse(line.arrives) + DAY * ((days < 0 ? line.demand.length : days) - 1));
    const words = last.toLocaleDateString(document.documentElement.lang, {
      weekday: "short", day: "numeric", month: "short", timeZone: "UTC",
    });
    const said = last.getUTCDate() === 1 ? withOrdinal(words) : words;
    return days < 0 ? `> ${said}` : said;
  }

  // As utils/language.py has it.
  function withOrdinal(words) {
    return document.documentElement.lang.startsWith("fr") ? words.replace(/(?<!\d)1(?=\s\D)/, "1er") : words;
  }

  function unitsOf(field) {
    const sku = field.line.sku;
    return sku in typed ? typed[sku] : field.line.advised;
  }

  function showLine(field) {
    const row = field.closest("tr"), units = unitsOf(field), cost = costOf(field.line, units);
    row.querySelector(".line-cost").textContent = money(cost);
    row.querySelector(".line-cover").textContent = coversUntil(field.line, units) || "–";
    row.querySelector(".restore").hidden = units === field.line.advised;
    row.classList.toggle("not-chosen", !isChosen(field.line.sku));
    const box = row.querySelector("[data-choose]");
    if (box) {
      box.setAttribute("aria-checked", String(isChosen(field.line.sku)));
    }
  }

  const measured = {
    money: (amount) => money(amount, 0),
    units: (amount) => ngettext("{count} unit", "{count} units", Math.round(amount)),
    weight: (amount) => gettext("{count} kg", {count: Math.round(amount)}),
    volume: (amount) => ngettext("{count} litre", "{count} litres", Math.round(amount)),
  };

  function minimumWords(span, minimums, there) {
    const lacking = Object.entries(minimums)
      .filter(([name, [asked]]) => there[name] < asked - 1e-9)
      .map(([name, [asked]]) => measured[name](asked - there[name]));
    const missing = new Intl.ListFormat(document.documentElement.lang).format(lacking);
    span.textContent = lacking.length ? gettext("{missing} below the minimum", {missing}) : gettext("minimum reached");
    span.classList.toggle("warn", lacking.length > 0);
    span.classList.toggle("good", !lacking.length);
  }

  // The server has summed up what it chose at first, also of lines that are not shown: here is what became of it.
  function showHead(section) {
    const about = JSON.parse(section.dataset.group);
    const chosen = (codes[about.supplier] || []).filter(isChosen).length;
    const there = {units: about.units, money: about.cost};
    Object.entries(about.minimums).forEach(([name, [, own]]) => { there[name] = own; });
    const base = every ? 1 : 0;
    Object.keys(there).forEach((name) => { there[name] *= base; });
    fieldsOf(section).forEach(({line}) => {
      const units = isChosen(line.sku) ? typed[line.sku] ?? line.advised : 0;
      const before = base && !aside.has(line.sku) ? line.advised : 0;
      Object.keys(there).forEach((name) => {
        const of = name === "money" ? (own) => costOf(line, own) || 0 : (own) => own * (line.each[name] || 0);
        there[name] += of(units) - of(before);
      });
    });
    section.querySelector(".worksheet-count").textContent = ngettext("{count} line", "{count} lines", chosen);
    section.querySelector(".worksheet-cost").textContent = money(Math.max(0, there.money), 0);
    const minimum = section.querySelector(".worksheet-minimum");
    if (minimum) {
      minimumWords(minimum, about.minimums, there);
    }
    return [Math.max(0, there.money), about.cost];
  }

  // What is said of the whole list is what is advised; beside it, what became of that.
  function showHeads() {
    const sums = all(document, "section[data-group]").map(showHead);
    const [own, advised] = [0, 1].map((place) => money(sums.reduce((sum, one) => sum + one[place], 0), 0));
    const words = document.querySelector(".worksheet-own");
    if (words) {
      words.textContent = own === advised ? "" : gettext("Chosen: {cost}.", {cost: own});
    }
  }

  const fieldsOf = (within) => all(within, ".quantity input");

  function showAll() {
    fieldsOf(document).forEach(showLine);
    showHeads();
  }

  function type(field, text) {
    const units = Math.max(0, Math.round(Number(text)));
    if (text === "" || !Number.isFinite(units) || units === field.line.advised) {
      delete typed[field.line.sku];
    } else {
      typed[field.line.sku] = units;
    }
    keep("typed", typed);
    showLine(field);
    showHeads();
  }

  // Dash has no plain field that a script may fill: each is made here, where the server has left a place for it.
  function makeField(place) {
    const field = document.createElement("input"), restore = document.createElement("button");
    field.line = JSON.parse(place.dataset.quantity);
    // By its id the focus finds it where the list is drawn anew.
    field.id = `quantity-${field.line.sku}`;
    Object.assign(field, {type: "number", min: 0, step: field.line.pack, inputMode: "numeric", value: unitsOf(field)});
    place.dataset.pack = field.line.pack;
    field.setAttribute("aria-label", place.dataset.label);
    Object.assign(restore, {type: "button", className: "restore", textContent: `↺ ${number(field.line.advised)}`});
    restore.title = place.dataset.restore;
    restore.setAttribute("aria-label", `${place.dataset.label}: ${place.dataset.restore}`);
    place.append(field, restore);
    field.addEventListener("input", () => type(field, field.value));
    field.addEventListener("change", () => {
      field.value = unitsOf(field);
      remember();
    });
    restore.addEventListener("click", () => {
      field.value = field.line.advised;
      type(field, "");
      remember();
      field.focus();
    });
    showLine(field);
  }

  function ask(groups) {
    set("orders-open", {data: {about: JSON.stringify({groups}), at: Date.now()}});
  }

  function toggle(button, on) {
    const content = button.closest("section").querySelector(".worksheet-lines");
    button.setAttribute("aria-expanded", String(on));
    content.hidden = !on;
    return on && !content.querySelector("table") ? [[button.dataset.toggle, 50]] : [];
  }

  function meet() {
    all(document, ".quantity[data-quantity]:empty").forEach(makeField);
    const closed = all(document, '[data-toggle][aria-expanded="false"]').filter((own) => opened.has(own.dataset.toggle));
    const missing = closed.flatMap((own) => toggle(own, true));
    if (missing.length) {
      ask(missing);
    }
  }

  // On paper nobody can open anything.
  function openAll() {
    const missing = all(document, '[data-toggle][aria-expanded="false"]').flatMap((own) => {
      opened.add(own.dataset.toggle);
      return toggle(own, true);
    });
    if (missing.length) {
      ask(missing);
    }
    return missing.length > 0;
  }

  // Lines that are still to come are waited for; who has waited longer no longer expects to be asked for a printer.
  const PATIENCE = 10000;
  let printUntil = 0;

  function printOnceFilled() {
    if (printUntil && all(document, ".worksheet-lines").every((own) => own.querySelector("table"))) {
      const isAwaited = Date.now() < printUntil;
      printUntil = 0;
      if (isAwaited) {
        window.print();
      }
    }
  }

  document.addEventListener("keydown", (event) => {
    const prints = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "p";
    if (prints && document.querySelector(".worksheet") && openAll()) {
      event.preventDefault();
      printUntil = Date.now() + PATIENCE;
    }
  });
  window.addEventListener("beforeprint", openAll);

  new MutationObserver(() => {
    if (document.querySelector(".worksheet")) {
      meet();
      printOnceFilled();
    }
  }).observe(document.body, {childList: true, subtree: true});

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-toggle]");
    if (button) {
      const on = button.getAttribute("aria-expanded") !== "true";
      opened[on ? "add" : "delete"](button.dataset.toggle);
      const missing = toggle(button, on);
      if (missing.length) {
        ask(missing);
      }
    }
    const box = event.target.closest("button[data-choose], button[data-choose-all]");
    if (!box) {
      return;
    }
    if (box.dataset.choose) {
      boxes[box.dataset.choose] = !isChosen(box.dataset.choose);
      if (boxes[box.dataset.choose] && typed[box.dataset.choose] === 0) {
        delete typed[box.dataset.choose];
        keep("typed", typed);
      }
    } else {
      every = !every || Object.keys(boxes).length > 0;
      boxes = {};
    }
    showAll();
    remember();
  });

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.worksheet = {
    // A list is shown, or another: what was chosen and typed before still counts.
    begin: function (shown) {
      const groups = Object.entries(shown ? shown.lines : {});
      codes = Object.fromEntries(groups.map(([supplier, lines]) => [supplier, lines.codes.split("\n")]));
      aside = new Set(shown ? shown.aside : []);
      if (shown) {
        // Dash draws after it has called.
        setTimeout(() => {
          showAll();
          remember();
        });
      }
      return window.dash_clientside.no_update;
    },
    forget: function (ordered) {
      (ordered || []).forEach((sku) => {
        delete typed[sku];
        delete boxes[sku];
      });
      keep("typed", typed);
    },
  };
})();
