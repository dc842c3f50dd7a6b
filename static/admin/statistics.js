/** Draw views as bars and clicks as a line, one place for each day. The numbers also stand in the tables of the page. */
const HEIGHT = 210;

class ViewsChart extends HTMLElement {
  connectedCallback() {
    const { days, views, clicks } = JSON.parse(this.querySelector("script").textContent);
    const style = getComputedStyle(this);
    const colour = (name) => style.getPropertyValue(name).trim();
    const [bars, line, text, grid] = ["--s-views", "--s-clicks", "--w-color-text-meta", "--w-color-border-furniture"].map(colour);
    const language = document.documentElement.lang || "id";
    const short = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" });
    const long = new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
    const number = new Intl.NumberFormat(language);
    // Midnight where the reader is: a day is a name here, not a moment.
    const dates = days.map((day) => new Date(`${day}T00:00`));
    const told = (_chart, value) => (value == null ? "–" : number.format(value));
    const axis = { stroke: text, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 }, font: `12px ${style.fontFamily}` };
    const options = {
      width: this.width,
      height: HEIGHT,
      cursor: { y: false, drag: { setScale: false } },
      scales: { x: { time: true, range: (_chart, first, last) => [first - 43_200, last + 43_200] }, y: { range: (_chart, _least, most) => [0, Math.max(5, most * 1.1)] } },
      axes: [
        { ...axis, grid: { show: false }, space: 64, incrs: [1, 2, 7, 14, 30, 60].map((count) => count * 86400), values: (_chart, ticks) => ticks.map((at) => short.format(at * 1000)) },
        { ...axis, size: 52, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6], values: (_chart, ticks) => ticks.map((tick) => number.format(tick)) },
      ],
      series: [
        { label: this.dataset.day, value: (_chart, value) => (value == null ? "–" : long.format(value * 1000)) },
        { label: this.dataset.views, value: told, stroke: bars, fill: bars, width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [0.7, 28] }) },
        { label: this.dataset.clicks, value: told, stroke: line, width: 2.5, points: { show: days.length < 32, size: 6, fill: line } },
      ],
    };
    this.chart = new uPlot(options, [dates.map((date) => date / 1000), views, clicks], this);
    this.watch = new ResizeObserver(() => this.chart.setSize({ width: this.width, height: HEIGHT }));
    this.watch.observe(this);
  }

  disconnectedCallback() {
    this.watch?.disconnect();
    this.chart?.destroy();
  }

  get width() {
    return Math.max(240, this.clientWidth - 16);
  }
}

customElements.define("views-chart", ViewsChart);
