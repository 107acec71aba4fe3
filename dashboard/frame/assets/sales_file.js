// A file of sales: its beginning goes to the server to be looked at, all of it when it is to be imported.
(function () {
  "use strict";

  const HEAD_BYTES = 64 * 1024;
  const URL_OF_FILES = "/app/sales-files";
  let chosen = null;

  function tell(id, properties) {
    window.dash_clientside.set_props(id, properties);
  }

  // The first bytes, as base64: what they are, the server says.
  function headOf(file) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(file.slice(0, HEAD_BYTES));
    });
  }

  async function choose(file) {
    if (!file) {
      return;
    }
    chosen = file;
    document.getElementById("import-sent").hidden = true;
    try {
      tell("import-head", {data: {name: file.name, bytes: file.size, head: await headOf(file)}});
    } catch (error) {
      chosen = null;
      tell("import-outcome", {data: {problem: `${file.name} cannot be read (${error.message}). Is it a folder?`}});
    }
  }

  function csrfToken() {
    const found = document.cookie.match(/(?:^|; )_csrf_token=([^;]*)/);
    return found ? found[1] : "";
  }

  function problemOf(request) {
    try {
      return JSON.parse(request.responseText).detail;
    } catch (error) {
      return "The file could not be sent. Is the connection still there? Nothing was imported.";
    }
  }

  function ended(request, bar) {
    bar.hidden = true;
    if (request.status === 401) {
      location.assign("/app/sign-in?ended=1&next=/app/import");
    } else if (request.status === 200) {
      tell("import-outcome", {data: {task_id: JSON.parse(request.responseText).task_id}});
    } else {
      tell("import-outcome", {data: {problem: problemOf(request)}});
    }
  }

  function send(dryRun) {
    const bar = document.getElementById("import-sent");
    const request = new XMLHttpRequest();
    request.open("POST", `${URL_OF_FILES}?dry_run=${dryRun}`);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("Content-Type", "application/octet-stream");
    bar.hidden = false;
    bar.value = 0;
    request.upload.addEventListener("progress", (event) => {
      bar.value = 100 * event.loaded / Math.max(1, event.total);
    });
    request.addEventListener("loadend", () => ended(request, bar));
    request.send(chosen);
  }

  function listen(area) {
    const input = Object.assign(document.createElement("input"), {type: "file", id: "import-file"});
    input.accept = ".csv,.tsv,.txt,.gz,.xlsx,.xls,.ods";
    input.addEventListener("change", () => choose(input.files[0]));
    area.append(input);
    area.addEventListener("dragover", (event) => {
      event.preventDefault();
      area.classList.add("over");
    });
    area.addEventListener("dragleave", () => area.classList.remove("over"));
    area.addEventListener("drop", (event) => {
      event.preventDefault();
      area.classList.remove("over");
      choose(event.dataTransfer.files[0]);
    });
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.sales_file = {
    // Dash has no file input that leaves the file where it is.
    begin: function (id) {
      chosen = null;
      listen(document.getElementById(id));
      return window.dash_clientside.no_update;
    },
    check: function (clicks) {
      if (clicks && chosen) {
        send(true);
      }
      return window.dash_clientside.no_update;
    },
    bring_in: function (clicks) {
      if (clicks && chosen) {
        send(false);
      }
      return window.dash_clientside.no_update;
    },
  };
})();
