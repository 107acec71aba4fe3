// The messages of the scripts in the language of the page; the index brings them. Names as in GNU gettext.
(function () {
  "use strict";

  const messages = JSON.parse(document.getElementById("messages").textContent);
  const plurals = new Intl.PluralRules(document.documentElement.lang);

  function written(figure) {
    return typeof figure === "number" ? figure.toLocaleString(document.documentElement.lang, {useGrouping: "always"}) : figure;
  }

  function filled(message, figures) {
    return message.replace(/\{(\w+)\}/g, (place, name) => (name in figures ? written(figures[name]) : place));
  }

  window.gettext = (message, figures = {}) => filled(messages[message] || message, figures);

  window.ngettext = (one, many, count, figures = {}) => {
    const forms = messages[one] || [one, many];
    return filled(forms[plurals.select(count) === "one" ? 0 : 1], {count, ...figures});
  };
})();
