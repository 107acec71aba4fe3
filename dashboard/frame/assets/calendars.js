// The names of days and months in calendars, which Mantine asks Day.js for: the browser knows them in every language.
(function () {
  "use strict";

  const tag = document.documentElement.lang;
  const written = (days, options) => days.map((day) => new Intl.DateTimeFormat(tag, {timeZone: "UTC", ...options}).format(day));
  const months = [...Array(12).keys()].map((month) => Date.UTC(2023, month, 1));
  // 1 January 2023 was a Sunday, with which Day.js begins.
  const weekdays = [...Array(7).keys()].map((day) => Date.UTC(2023, 0, 1 + day));

  window[`dayjs_locale_${tag}`] = {
    name: tag,
    months: written(months, {month: "long"}),
    monthsShort: written(months, {month: "short"}),
    weekdays: written(weekdays, {weekday: "long"}),
    weekdaysShort: written(weekdays, {weekday: "short"}),
    weekdaysMin: written(weekdays, {weekday: "short"}).map((name) => name.replace(".", "").slice(0, 2)),
  };
})();
