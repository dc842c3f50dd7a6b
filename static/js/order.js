/** The order list of one booth: kept in this browser only, as {product: [quantity, terms]}; without it the forms do. */
export function order(root) {
  const place = root.querySelector("[data-order]");
  if (!place) return;
  const key = `pesanan:${place.dataset.order}`;
  const form = root.querySelector("[data-order-form]");
  let list = {};
  const read = () => {
    try {
      list = JSON.parse(localStorage.getItem(key)) ?? {};
    } catch {
      // Storage is off or holds something else: the list lives as long as the page.
    }
  };
  read();
  const keep = () => {
    try {
      if (Object.keys(list).length) localStorage.setItem(key, JSON.stringify(list));
      else localStorage.removeItem(key);
    } catch {
      // See above.
    }
  };
  if ("sent" in place.dataset) {
    list = {};
    keep();
    return;
  }
  const query = () => {
    const found = new URLSearchParams();
    for (const [id, [count, terms]] of Object.entries(list)) {
      found.append(`q${id}`, count);
      found.append(`s${id}`, terms);
    }
    return found;
  };
  const goods = [...root.querySelectorAll("[data-goods]")].map((box) => {
    const [id, terms] = box.dataset.goods.split(" ");
    return { box, id, terms, least: Number(terms.split(".")[4]), field: box.querySelector("input[name^=q]") };
  });
  const put = (good, count) => {
    if (count > 0) list[good.id] = [Math.min(count, 9999), good.terms];
    else delete list[good.id];
  };
  const show = () => {
    const bar = place.querySelector("a");
    if (bar) {
      const count = Object.keys(list).length;
      place.hidden = !count;
      place.querySelector("[data-count]").textContent = count;
      bar.search = query();
    }
    const total = root.querySelector("[data-total], [data-sum]");
    total.textContent = sum(Object.values(list), total.dataset.ask);
    for (const { box, id } of goods) {
      const count = list[id]?.[0] ?? 0;
      box.classList.toggle("is-ordered", count > 0);
      const output = box.querySelector("output");
      if (output) output.textContent = count || "";
      const price = box.querySelector("[data-each]");
      if (price) price.textContent = rupiah(each(box.dataset.goods.split(" ")[1], count || 1)) || total.dataset.ask;
    }
  };

  if (form) {
    const known = goods.some(({ field }) => field.value) || /[?&]q\d/.test(location.search);
    if (!known && Object.keys(list).length && !root.querySelector("[role=alert]")) {
      location.replace(`${location.pathname}?${query()}`);
      return;
    }
    list = {};
    for (const good of goods) put(good, number(good.field.value));
    form.querySelector("[data-count-again]").hidden = true;
  }
  for (const good of goods) {
    const { box, field } = good;
    const buttons = place.querySelector("template")?.content;
    if (!field && buttons) {
      box.append(buttons.cloneNode(true));
      for (const button of box.querySelectorAll("[data-step]")) {
        button.ariaLabel += ` ${box.querySelector("h3").textContent.trim()}`;
      }
    } else if (!form && list[good.id]) field.value = list[good.id][0];
    for (const button of box.querySelectorAll("[data-step]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const before = field ? number(field.value) : list[good.id]?.[0] ?? 0;
        const count = step(before, Number(button.dataset.step), good.least);
        if (field) field.value = count || (form ? "" : good.least);
        if (!field || form) change(good, count);
      });
    }
    if (form) field.addEventListener("input", () => change(good, number(field.value)));
    else box.addEventListener("submit", (event) => {
      event.preventDefault();
      change(good, Math.max(number(field.value), good.least));
      place.querySelector("a").focus();
    });
  }
  const change = (good, count) => {
    put(good, count);
    keep();
    show();
  };
  if (form) keep();
  show();
  // The way back to a page the browser kept, from the list or after sending.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted || form) return;
    read();
    show();
  });
}

const number = (text) => Number(text.replaceAll(".", "").trim()) || 0;

/** One more or one less; fewer than the seller takes is none. */
function step(count, by, least) {
  if (by < 0) return count <= least ? 0 : count - 1;
  return Math.min(Math.max(count + 1, least), 9999);
}

/** The lowest and the highest price of one piece among so many; null is "ask". The server's rule: catalog.domain.terms. */
function each(terms, count) {
  const [price, highest, wholesale, from] = terms.split(".").map((part) => (part ? Number(part) : null));
  if (wholesale !== null && from && count >= from) return [wholesale, wholesale];
  return price === null ? null : [price, Math.max(price, highest ?? 0)];
}

function sum(lines, ask) {
  const costs = lines.map(([count, terms]) => each(terms, count)?.map((price) => price * count));
  const priced = costs.filter(Boolean);
  const total = rupiah(priced.reduce(([a, b], [low, high]) => [a + low, b + high], [0, 0]));
  if (priced.length === costs.length) return total;
  return priced.length ? `${total} + ${ask}` : ask;
}

function rupiah(range) {
  const [low, high] = (range ?? []).map((amount) => `Rp${amount.toLocaleString("id-ID")}`);
  return low === high ? low ?? "" : `${low}–${high}`;
}
