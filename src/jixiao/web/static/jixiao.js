// What the pages do beyond links and forms: light up both ends of a figure, send dropped files with their progress, wait for
// what is being read. Everything works without it, only less smoothly.

const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const byId = (id) => (id ? document.getElementById(id) : null);

// --- a figure and its evidence -------------------------------------------------------------------------------------

const partnersOf = (element) => {
  if (element.dataset.pair) return [byId(element.dataset.pair)];
  const target = element.getAttribute("href");
  return target?.startsWith("#") ? [byId(target.slice(1))] : [];
};

const reveal = (element) => {
  for (let around = element.parentElement; around; around = around.parentElement) if (around.tagName === "DETAILS") around.open = true;
  const pane = element.closest(".document, .beside");
  const scrolls = pane && pane.scrollHeight > pane.clientHeight + 4 && getComputedStyle(pane).overflowY === "auto";
  if (!scrolls) return element.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  const [box, frame] = [element.getBoundingClientRect(), pane.getBoundingClientRect()];
  const top = pane.scrollTop + box.top - frame.top - (frame.height - box.height) / 2;
  pane.scrollTo({ top, behavior: calm ? "auto" : "smooth" });
};

const lightUp = () => {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  const target = byId(decodeURIComponent(location.hash.slice(1)));
  if (!target || !target.closest(".document, .beside") || target.tagName === "SECTION") return;
  const together = [target, ...partnersOf(target)].filter(Boolean);
  const apart = innerWidth >= 992 ? together : [target];
  for (const element of together) element.classList.add("lit");
  for (const element of apart) reveal(element);
};

if (document.querySelector(".document")) {
  addEventListener("hashchange", lightUp);
  lightUp();
}

// --- text that is selected becomes a missing figure ------------------------------------------------------------------

const adder = document.querySelector("[data-add-figure]");
if (adder) {
  const offsetIn = (block, node, offset) => {
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEnd(node, offset);
    const part = range.cloneContents();
    for (const mark of part.querySelectorAll("sup")) mark.remove();
    return [...part.textContent].length;
  };
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    const block = chosen.rangeCount && !chosen.isCollapsed && chosen.anchorNode.parentElement?.closest("[data-block]");
    const fits = block && block.contains(chosen.focusNode) && chosen.toString().trim().length < 60;
    adder.hidden = !fits;
    if (!fits) return;
    const range = chosen.getRangeAt(0);
    const start = offsetIn(block, range.startContainer, range.startOffset);
    const end = offsetIn(block, range.endContainer, range.endOffset);
    adder.href = `${adder.dataset.addFigure}?${new URLSearchParams({ block: block.dataset.block, start, end })}`;
    adder.textContent = `把“${chosen.toString().trim()}”补记为数字`;
  });
}

// --- files that are dropped ------------------------------------------------------------------------------------------

const entriesOf = async (entry) => {
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    return [[file, entry.fullPath.replace(/^\//, "")]];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return found;
    for (const each of some) found.push(...(await entriesOf(each)));
  }
};

const sendOne = (address, file, name, line) =>
  new Promise((done) => {
    const form = new FormData();
    form.append("files", file, name);
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      line.bar.max = event.total;
      line.bar.value = event.loaded;
      line.state.textContent = `${Math.floor((100 * event.loaded) / event.total)}%`;
    });
    request.addEventListener("loadend", () => {
      line.state.textContent = request.status === 204 ? "已传" : "没传上";
      done(request.status === 204);
    });
    request.send(form);
  });

const lineFor = (list, name) => {
  const [item, label, bar, state] = ["li", "span", "progress", "span"].map((tag) => document.createElement(tag));
  label.textContent = name;
  bar.value = 0;
  bar.setAttribute("aria-label", name);
  state.textContent = "等待";
  item.append(label, bar, state);
  list.append(item);
  return { bar, state };
};

const sendAll = async (drop, files) => {
  const list = byId("sending");
  list.replaceChildren();
  const most = Number(drop.dataset.most);
  const waiting = files
    .filter(([file]) => !file.name.startsWith(".") && !file.name.startsWith("~$"))
    .map(([file, name]) => ({ file, name, line: lineFor(list, name) }));
  if (!waiting.length) return;
  const opened = await fetch(drop.action, { method: "POST", body: new FormData() });
  if (!opened.ok) return;
  let sent = 0;
  for (const { file, name, line } of waiting) {
    if (file.size > most) line.state.textContent = "太大";
    else if (await sendOne(opened.url, file, name, line)) sent += 1;
  }
  if (sent) location.assign(opened.url);
};

const drop = byId("drop");
if (drop) {
  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
    const found = entries.length ? [] : [...event.dataTransfer.files].map((file) => [file, file.name]);
    for (const entry of entries) found.push(...(await entriesOf(entry)));
    sendAll(drop, found);
  });
  for (const input of drop.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => sendAll(drop, [...input.files].map((file) => [file, file.webkitRelativePath || file.name])));
  }
}

// --- what is being read ----------------------------------------------------------------------------------------------

const refresh = async () => {
  const waiting = byId("waiting");
  if (!waiting) return;
  await new Promise((done) => setTimeout(done, Number(waiting.dataset.refresh)));
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return location.reload();
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  byId("main").replaceChildren(...next.getElementById("main").childNodes);
  refresh();
};
refresh();
