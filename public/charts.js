// Draws a chart above the table of each figure. The table is the chart's only source, so the two
// cannot differ; without this script the table says everything.
import './chart.js';

const { Chart } = globalThis;
const blue = '#003087';
const grey = '#768692';
const text = '#212b32';
const levels = ['', 'Unowned', 'Installed', 'Adopted', 'Embedded', 'Transforming'];

Chart.defaults.font.family = 'Arial, sans-serif';
Chart.defaults.font.size = 16;
Chart.defaults.color = text;
if (matchMedia('(prefers-reduced-motion: reduce)').matches) Chart.defaults.animation = false;

const kinds = { profile: profileData, peers: peersData, results: resultsData };

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
  const rows = [...figure.querySelectorAll('tbody tr')];
  const { type, data } = kinds[figure.dataset.chart](rows);
  // Axes without a single mark would look like a result.
  if (data.datasets.every(({ data }) => data.every((value) => value === null))) return () => {};
  const holder = document.createElement('div');
  holder.className = 'app-chart';
  const canvas = document.createElement('canvas');
  canvas.setAttribute('role', 'img');
  canvas.setAttribute(
    'aria-label',
    `${figure.querySelector('figcaption').textContent} The table below has every number.`,
  );
  holder.append(canvas);
  figure.querySelector('figcaption').after(holder);
  const names = rows.map((row) => row.querySelector('th').textContent.trim());
  const chart = new Chart(canvas, {
    type,
    data: { labels: names.map((name) => wrap(name, narrow ? 14 : 28)), ...data },
    options: {
      indexAxis: 'y',
      maintainAspectRatio: false,
      responsive: true,
      plugins: {
        legend: {
          display: data.datasets.length > 1,
          position: 'bottom',
          labels: { usePointStyle: true },
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

/** Two marks that differ in shape as well as in colour. */
function peersData(rows) {
  return {
    type: 'line',
    data: {
      datasets: [
        dots('Your organisation', rows, 'own', blue, 'rectRot', 9),
        dots('Peer mean', rows, 'mean', grey, 'circle', 7),
      ],
    },
  };
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
  const isDrawn = ({ data }) => data.some((value) => value !== null);
  return { type: 'line', data: { datasets: [you, together, beyond, chance].filter(isDrawn) } };
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

function numberIn(row, name) {
  return name in row.dataset ? Number(row.dataset[name]) : null;
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
