// A file to be imported: it goes to the server once, is looked at there, and waits for what is to be done with it.
(function () {
  "use strict";

  const URL_OF_FILES = "/app/import-files";

  function show(id, properties) {
    window.dash_clientside.set_props(id, properties);
  }

  function csrfToken() {
    const found = document.cookie.match(/(?:^|; )_csrf_token=([^;]*)/);
    return found ? found[1] : "";
  }

  function problemOf(request, file) {
    // A proxy in front speaks no language of ours.
    if (request.status === 429 && !/problem.json/.test(request.getResponseHeader("Content-Type"))) {
      return gettext("The server is asked too much at once, and did not take {name}. Try again in a minute.", {name: file.name});
    }
    try {
      return JSON.parse(request.responseText).detail;
    } catch (error) {
      return gettext(
        "{name} could not be sent. Is it a folder, or is the connection gone? Nothing was imported.", {name: file.name},
      );
    }
  }

  function arrived(request, bar, file) {
    bar.hidden = true;
    if (request.status === 401) {
      location.assign(`/app/sign-in?ended=1&next=${encodeURIComponent(location.pathname + location.search)}`);
    } else if (request.status === 200) {
      const upload = JSON.parse(request.responseText).upload_id;
      show("import-file", {data: {upload, name: file.name, bytes: file.size}});
    } else {
      show("import-outcome", {data: {problem: problemOf(request, file)}});
    }
  }

  // Said before it is sent: a server that stops listening in the middle looks like a broken line.
  function tooLarge(file) {
    const most = Number(document.getElementById("import-drop").dataset.mostMb), bytes = 1024 * 1024;
    return file.size > most * bytes && gettext(
      "{name} has {size} MB; {most} MB are taken at most. Send it in parts, for instance by year, or packed as .zip or .gz.",
      {name: file.name, size: Math.ceil(file.size / bytes), most},
    );
  }

  function send(file) {
    if (!file) {
      return;
    }
    const problem = tooLarge(file);
    if (problem) {
      show("import-outcome", {data: {problem}});
      return;
    }
    const bar = document.getElementById("import-sent");
    const request = new XMLHttpRequest();
    request.open("POST", URL_OF_FILES);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("Content-Type", "application/octet-stream");
    bar.hidden = false;
    bar.value = 0;
    request.upload.addEventListener("progress", (event) => {
      bar.value = 100 * event.loaded / Math.max(1, event.total);
    });
    request.addEventListener("loadend", () => arrived(request, bar, file));
    request.send(file);
  }

  function listen(area) {
    const input = Object.assign(document.createElement("input"), {type: "file", id: "import-choose"});
    input.accept = ".csv,.tsv,.txt,.gz,.zip,.xlsx";
    input.addEventListener("change", () => send(input.files[0]));
    area.append(input);
    area.addEventListener("dragover", (event) => {
      event.preventDefault();
      area.classList.add("over");
    });
    area.addEventListener("dragleave", () => area.classList.remove("over"));
    area.addEventListener("drop", (event) => {
      event.preventDefault();
      area.classList.remove("over");
      send(event.dataTransfer.files[0]);
    });
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.import_file = {
    // Dash has no file input that leaves the file where it is.
    begin: function (id) {
      listen(document.getElementById(id));
      return window.dash_clientside.no_update;
    },
  };
})();
