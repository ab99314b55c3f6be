// Draws a chart above the table of each figure. The table is the chart's only source, so the two
// cannot differ; without this script the table says everything.
import './chart.js';

const { Chart } = globalThis;
const blue = '#003087';
const grey = '#768692';
const text = '#212b32';
/** How dark a band of the scale is, by the share of the peers in it; few may be none. */
const shades = { some: '#e0e5e8', many: '#c5ced4' };
/** What marks a cycle, the newest last. */
const shapes = ['circle', 'triangle', 'rect', 'rectRot'];
const levels = ['', 'Unowned', 'Installed', 'Adopted', 'Embedded', 'Transforming'];

Chart.defaults.font.family = 'Arial, sans-serif';
Chart.defaults.font.size = 16;
Chart.defaults.color = text;
if (matchMedia('(prefers-reduced-motion: reduce)').matches) Chart.defaults.animation = false;

const kinds = { profile: profileData, peers: peersData, results: resultsData, cycles: cyclesData };

for (const figure of document.querySelectorAll('figure[data-chart]')) {
  let narrow = isNarrow(figure);
  let undraw = draw(figure, narrow);
  // A phone that is turned, or a page that is zoomed, has room for other labels.
  new ResizeObserver(() => {
    if (isNarrow(figure) === narrow) return;
    narrow = !narrow;
    undraw();
    undraw = draw(figure, narrow);
  }).observe(figure);
}

function isNarrow(figure) {
  return figure.clientWidth < 600;
}

/** Draws the chart of a figure, and gives back what takes it away again. */
function draw(figure, narrow) {
  const table = figure.querySelector('[data-chart-rows]') ?? figure;
  // What is of another kind than the other rows has no place beside them on an axis.
  const rows = [...table.querySelectorAll('tbody tr:not([data-apart])')];
  const { type, data, plugins = [], y = {}, rowHeight } = kinds[figure.dataset.chart](rows, table);
  // Axes without a single mark would look like a result.
  if (!data.datasets.some(isDrawn)) return () => {};
  const holder = document.createElement('div');
  holder.className = 'app-chart';
  if (rowHeight) holder.style.height = `${rows.length * rowHeight + 120}px`;
  const canvas = document.createElement('canvas');
  canvas.setAttribute('role', 'img');
  canvas.setAttribute(
    'aria-label',
    `${figure.querySelector('figcaption').textContent} The table below has every number.`,
  );
  holder.append(canvas);
  const place = figure.querySelector('[data-chart-place]') ?? figure.querySelector('figcaption');
  place.after(holder);
  const names = rows.map((row) => row.querySelector('th').textContent.trim());
  const chart = new Chart(canvas, {
    type,
    data: { labels: names.map((name) => wrap(name, narrow ? 14 : 28)), ...data },
    plugins,
    options: {
      indexAxis: 'y',
      maintainAspectRatio: false,
      responsive: true,
      plugins: {
        legend: {
          display: data.datasets.length > 1,
          position: 'bottom',
          labels: {
            usePointStyle: true,
            filter: ({ text }) => text !== undefined,
          },
        },
        tooltip: { enabled: true },
      },
      scales: {
        x: {
          min: 1,
          max: 5,
          ticks: {
            stepSize: 1,
            autoSkip: false,
            maxRotation: 0,
            callback: (level) => (narrow ? level : [String(level), levels[level]]),
          },
        },
        y: {
          // Room above the first and below the last row for their marks and names.
          offset: true,
          grid: { display: false },
          ticks: { autoSkip: false },
          ...y,
        },
      },
    },
  });
  return () => {
    chart.destroy();
    holder.remove();
  };
}

function profileData(rows) {
  return {
    type: 'bar',
    data: {
      datasets: [
        {
          label: 'You',
          data: rows.map((row) => numberIn(row, 'value')),
          backgroundColor: blue,
          barPercentage: 0.6,
          base: 1,
          // Level 1 is where the axis begins; its bar is to be seen all the same.
          minBarLength: 4,
        },
      ],
    },
  };
}

/**
 * Two marks that differ in shape as well as in colour, on the middle half of the peers where that
 * is shown; behind them, where it is shown, how many peers are in each band, the more the darker.
 */
function peersData(rows) {
  const own = dots('Your organisation', rows, 'own', blue, 'rectRot', 9);
  const mean = { ...dots('Peer mean', rows, 'mean', grey, 'circle', 7), borderColor: '#fff' };
  const half = {
    type: 'bar',
    label: 'Middle half of peers',
    data: rows.map(({ dataset: { lower, upper } }) =>
      lower === undefined ? null : [Number(lower), Number(upper)],
    ),
    backgroundColor: '#8d9ba6',
    barThickness: 8,
    // A half that is no wider than a point is to be seen all the same.
    minBarLength: 4,
    pointStyle: 'rect',
  };
  return {
    type: 'line',
    data: { datasets: [...[own, mean, half].filter(isDrawn), ...bandKey(rows)] },
    plugins: [{ id: 'bands', beforeDatasetsDraw: (chart) => drawBands(chart, rows) }],
  };
}

/** What the shades of bands mean, for the legend alone. */
function bandKey(rows) {
  return Object.entries(shades)
    .filter(([share]) => rows.some(({ dataset }) => dataset.density?.includes(share)))
    .map(([share, backgroundColor]) => ({
      type: 'bar',
      label: share === 'many' ? 'Many peers are here' : 'Some are',
      data: [],
      backgroundColor,
      pointStyle: 'rect',
    }))
    .toReversed();
}

function drawBands({ ctx, scales: { x, y } }, rows) {
  for (const [at, { dataset }] of rows.entries())
    for (const [band, share] of (dataset.density?.split(' ') ?? []).entries()) {
      if (!(share in shades)) continue;
      const from = x.getPixelForValue(1 + band / 2);
      ctx.fillStyle = shades[share];
      ctx.fillRect(
        from,
        y.getPixelForValue(at) - 15,
        x.getPixelForValue(1.5 + band / 2) - from,
        30,
      );
    }
}

/**
 * The values of an organisation from cycle to cycle, the newest lowest and as a diamond, each on
 * the interval in which it probably lies. They are points: no line is drawn through them.
 */
function cyclesData(rows, table) {
  const cycles = [...table.querySelectorAll('th[data-cycle]')].map((cell) => cell.textContent);
  const recent = cycles.slice(-shapes.length);
  const first = cycles.length - recent.length;
  const points = recent.flatMap((label, at) => {
    const cells = rows.map((row) => row.querySelectorAll('td[data-cycle]')[first + at]);
    const lineOf = (row) => row + (at - (recent.length - 1) / 2) * 0.22;
    const isLast = at === recent.length - 1;
    const shape = shapes[shapes.length - recent.length + at];
    const colour = isLast ? blue : grey;
    const marks = {
      type: 'scatter',
      label,
      data: cells.map((cell, row) => ({ x: numberIn(cell, 'value'), y: lineOf(row) })),
      pointStyle: shape,
      pointRadius: isLast ? 8 : 6,
      pointHoverRadius: isLast ? 9 : 7,
      backgroundColor: colour,
      borderColor: colour,
    };
    const intervals = cells.flatMap((cell, row) => {
      const [low, high] = [numberIn(cell, 'low'), numberIn(cell, 'high')];
      if (low === null) return [];
      const ends = [low, high].map((x) => ({ x, y: lineOf(row) }));
      return { type: 'line', data: ends, borderColor: colour, borderWidth: 2, pointRadius: 0 };
    });
    return [marks, ...intervals];
  });
  return {
    type: 'scatter',
    data: { datasets: points },
    rowHeight: 28 + 16 * recent.length,
    y: {
      type: 'linear',
      min: -0.5,
      max: rows.length - 0.5,
      reverse: true,
      grid: { display: false },
      afterBuildTicks: (axis) => {
        axis.ticks = rows.map((_, value) => ({ value }));
      },
      ticks: {
        autoSkip: false,
        callback: (row, _, ticks) => axisNames(table, ticks.length)[row],
      },
    },
  };
}

function axisNames(table, count) {
  const narrow = isNarrow(table.closest('figure'));
  const headers = [...table.querySelectorAll('tbody th')].slice(0, count);
  return headers.map((header) => wrap(header.textContent.trim(), narrow ? 14 : 28));
}

/**
 * What leaders say together, on a line as long as chance could have moved it, or a triangle that
 * points beyond the limit where only that is shown; for who answered, their own score as well.
 */
function resultsData(rows) {
  const together = dots('Your organisation', rows, 'exact', blue, 'rectRot', 9);
  const you = dots('You', rows, 'own', grey, 'circle', 7);
  const beyond = {
    ...dots('Beyond this limit', rows, 'limit', blue, 'triangle', 9),
    pointRotation: rows.map((row) => (row.dataset.way === 'above' ? 90 : -90)),
    backgroundColor: '#fff',
    borderWidth: 2,
  };
  const chance = {
    type: 'bar',
    label: 'Give or take',
    data: rows.map((row) => {
      const [value, error] = [numberIn(row, 'exact'), numberIn(row, 'error')];
      return error === null ? null : [value - error, value + error];
    }),
    backgroundColor: '#7c9fd3',
    barThickness: 5,
    pointStyle: 'rect',
  };
  return { type: 'line', data: { datasets: [you, together, beyond, chance].filter(isDrawn) } };
}

function isDrawn({ data }) {
  return data.some((value) => value !== null && value.x !== null);
}

function dots(label, rows, name, colour, shape, radius) {
  return {
    label,
    data: rows.map((row) => numberIn(row, name)),
    showLine: false,
    pointStyle: shape,
    pointRadius: radius,
    pointHoverRadius: radius + 1,
    backgroundColor: colour,
    borderColor: colour,
  };
}

function numberIn(element, name) {
  return name in element.dataset ? Number(element.dataset[name]) : null;
}

/** A label in lines of at most this many characters. */
function wrap(name, most) {
  const lines = [''];
  for (const word of name.split(' ')) {
    const line = `${lines.at(-1)} ${word}`.trim();
    if (line.length > most && lines.at(-1) !== '') lines.push(word);
    else lines[lines.length - 1] = line;
  }
  return lines;
}
