/** Offer suggestions below every search field while somebody types: the combobox pattern of the WAI-ARIA guide. */
const WAIT = 150;
const SHORTEST = 2;
const ICONS = { word: "search", category: "tag", hall: "map", booth: "store", product: "shopping-bag" };

export function suggestions(root) {
  root.querySelectorAll("form.search[data-suggest]").forEach(suggesting);
}

function suggesting(form, number) {
  const input = form.elements.q;
  const { suggest, prefix } = form.dataset;
  const names = JSON.parse(form.dataset.kinds);
  const icons = form.querySelector("use").getAttribute("href").split("#")[0];
  const list = make("ul", { role: "listbox", id: `saran-${number}`, "aria-label": form.dataset.label, class: "suggestions" });
  const known = new Map();
  let items = [], active = -1, typed = "", timer, request;

  form.append(list);
  list.hidden = true;
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
    input.setAttribute(name, value);
  }

  function close() {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  function show(found) {
    items = found;
    list.replaceChildren(...items.map(option));
    mark(-1);
    list.hidden = !items.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  function option(item, index) {
    const line = make("li", { role: "option", id: `${list.id}-${index}`, "aria-selected": "false" });
    const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    icon.classList.add("icon");
    icon.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `${icons}#${ICONS[item.kind] ?? "search"}`);
    icon.append(use);
    const text = make("span", {});
    text.textContent = item.text;
    line.append(icon, text);
    const note = [names[item.kind], item.note].filter(Boolean).join(" · ");
    if (note) {
      const small = make("small", {});
      small.textContent = note;
      text.append(" ", small);
    }
    line.addEventListener("click", () => choose(index));
    return line;
  }

  function mark(index) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = index;
    const line = list.children[active];
    if (!line) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    line.setAttribute("aria-selected", "true");
    line.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", line.id);
  }

  function choose(index) {
    const item = items[index];
    close();
    if (item.kind === "word") {
      input.value = item.text;
      form.requestSubmit();
    } else {
      location.assign(prefix + item.url);
    }
  }

  async function ask() {
    request?.abort();
    const mine = (request = new AbortController());
    try {
      if (!known.has(typed)) {
        const answer = await fetch(`${suggest}?q=${encodeURIComponent(typed)}`, { signal: mine.signal, credentials: "omit" });
        if (!answer.ok) return;
        known.set(typed, (await answer.json()).items);
      }
      if (!mine.signal.aborted) show(known.get(typed));
    } catch (error) {
      // Outrun by the next letter, or no network: the form works as it is.
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    const now = input.value.trim().toLowerCase().replace(/\s+/g, " ").slice(0, 60);
    clearTimeout(timer);
    if (now.length < SHORTEST) {
      typed = now;
      close();
    } else if (now !== typed || list.hidden) {
      typed = now;
      timer = setTimeout(ask, known.has(now) ? 0 : WAIT);
    }
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !list.hidden) {
      event.preventDefault();
      // One place more than there are lines: the field itself.
      const places = items.length + 1;
      mark(((active + 1 + step + places) % places) - 1);
    } else if (step === 1 && input.value.trim().length >= SHORTEST) {
      event.preventDefault();
      typed = input.value.trim().toLowerCase();
      ask();
    } else if (event.key === "Enter" && active >= 0 && !list.hidden) {
      event.preventDefault();
      choose(active);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  // A tap on a line must not take the focus, and with it the list, away first.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
}

function make(name, attributes) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
