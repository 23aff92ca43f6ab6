/* Draws each figure from the table below it: the table is the source, and stays when scripts are off. */
(() => {
  'use strict';

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = text => (text === undefined || text === '' ? null : Number(text));
  const inks = () => ['--accent', '--second', '--third', '--muted'].map(colour);
  const percent = value => `${Math.round(value * 100)} %`;

  /* value names which of a row's numbers are drawn: data-VALUE with data-VALUE-low and data-VALUE-high; y when nothing is said. */
  const seriesOf = (table, value) => {
    const key = value || 'y';
    const bound = which => (key === 'y' ? which : key + which[0].toUpperCase() + which.slice(1));
    return [...table.tBodies]
      .map(body => ({
        name: body.dataset.series,
        points: [...body.querySelectorAll('tr[data-at]')].map(({ dataset }) => ({
          at: dataset.at,
          y: number(dataset[key]),
          low: number(dataset[bound('low')]),
          high: number(dataset[bound('high')]),
          x: number(dataset.x),
          n: value === 'change' ? dataset.pairs : dataset.n,
          side: dataset.side,
          group: dataset.group
        }))
      }))
      .filter(series => series.points.some(point => point.y !== null));
  };

  /* Several numbers of the same rows beside each other, each a series of its own. */
  const besides = (table, { values, names, group }) =>
    values.split(',').map((value, at) => ({
      name: names.split(',')[at],
      points: seriesOf(table, value).flatMap(series => series.points).filter(point => point.group === group)
    })).filter(series => series.points.length > 0);

  const axis = () => ({
    axisTick: { show: false },
    axisLine: { lineStyle: { color: colour('--line') } },
    axisLabel: { color: colour('--muted'), hideOverlap: true },
    splitLine: { lineStyle: { color: colour('--line') } }
  });

  const legend = all => ({
    show: all.length > 1, left: 0, top: 0, selectedMode: false, itemWidth: 12, itemHeight: 12, icon: 'roundRect',
    textStyle: { color: colour('--ink'), fontSize: 12 },
    data: all.map((series, at) => ({ name: series.name, itemStyle: { color: inks()[at % 4] } }))
  });

  const frame = (all, grid) => ({
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12, color: colour('--muted') },
    grid: { left: 44, right: 14, top: all.length > 1 ? 34 : 14, bottom: 28, ...grid },
    legend: legend(all)
  });

  /* Lines of several series differ in mark and dash too: colour alone tells nothing to some readers and printers. */
  const mark = (at, cx, cy, ink) => [
    { type: 'circle', shape: { cx, cy, r: 4.5 }, style: { fill: ink, stroke: ink, lineWidth: 2 } },
    { type: 'rect', shape: { x: cx - 4, y: cy - 4, width: 8, height: 8 }, style: { fill: ink, stroke: ink, lineWidth: 2 } },
    { type: 'circle', shape: { cx, cy, r: 4.5 }, style: { fill: colour('--surface'), stroke: ink, lineWidth: 2 } },
    { type: 'rect', shape: { x: cx - 4, y: cy - 4, width: 8, height: 8 }, style: { fill: colour('--surface'), stroke: ink, lineWidth: 2 } }
  ][at % 4];
  const dash = at => [null, [7, 4], [2, 3], [10, 3, 2, 3]][at % 4];

  const stroke = (x1, y1, x2, y2, ink, width = 1.5) =>
    ({ type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: ink, lineWidth: width } });

  /* One custom series draws everything of one measure, so that whiskers, marks and lines cannot fall apart. */
  const drawing = (name, draw) => ({ type: 'custom', name, silent: true, data: [0], renderItem: (params, api) => ({ type: 'group', children: draw(api).filter(Boolean) }) });

  const whisker = (x, top, bottom, ink) =>
    [stroke(x, top, x, bottom, ink), stroke(x - 4, top, x + 4, top, ink), stroke(x - 4, bottom, x + 4, bottom, ink)];

  /* Ten windows on a phone: the number over its unit. */
  const fitted = (names, width) => (width / names.length < 46 ? names.map(name => name.replace(' ', '\n')) : names);

  /* An axis in steps of 1, 2 or 5 that holds every number and interval. */
  const scale = (all, zero) => {
    const values = all.flatMap(series => series.points.flatMap(point => [point.y, point.low, point.high])).filter(value => value !== null);
    const least = zero ? Math.min(0, ...values) : Math.min(...values);
    const most = zero ? Math.max(0, ...values) : Math.max(...values);
    const rough = (most - least || 1) / 4;
    const power = 10 ** Math.floor(Math.log10(rough));
    const interval = [1, 2, 5, 10].map(one => one * power).find(one => one >= rough);
    return { min: Math.floor(least / interval) * interval, max: Math.ceil(most / interval) * interval || interval, interval };
  };

  /* Means over windows, with their intervals and n. */
  const course = (all, plot) => {
    const names = all[0].points.map(point => point.at);
    const fit = fitted(names, plot.clientWidth);
    const range = scale(all, plot.dataset.value === 'change');
    return {
      ...frame(all, { bottom: (fit.some(name => name.includes('\n')) ? 42 : 26) + 16 }),
      xAxis: { ...axis(), type: 'category', data: fit, axisLabel: { ...axis().axisLabel, hideOverlap: false, interval: 0, lineHeight: 16, formatter: (name, at) => `${name}\n${all[0].points[at].n ? 'n=' + all[0].points[at].n : ''}` } },
      yAxis: { ...axis(), type: 'value', ...range },
      series: all.map((series, at) => drawing(series.name, api => {
        const seen = series.points.map((point, i) => ({ ...point, i })).filter(point => point.y !== null);
        const place = (i, y) => api.coord([i, y]);
        return [
          { type: 'polyline', shape: { points: seen.map(point => place(point.i, point.y)) }, style: { stroke: inks()[at % 4], lineWidth: 2, fill: 'none', lineDash: dash(at) } },
          ...seen.filter(point => point.low !== null).flatMap(point => whisker(place(point.i, 0)[0], place(point.i, point.high)[1], place(point.i, point.low)[1], inks()[at % 4])),
          ...seen.map(point => mark(at, ...place(point.i, point.y), inks()[at % 4]))
        ];
      }))
    };
  };

  /* Shares side by side at each window. */
  const shares = (all, plot) => {
    const names = [...new Set(all.flatMap(series => series.points.map(point => point.at)))];
    const fit = fitted(names, plot.clientWidth);
    return {
      ...frame(all, { top: all.length > 1 ? (plot.clientWidth < 420 ? 34 + 22 * Math.ceil(all.length / 2 - 1) : 34) : 14, bottom: fit.some(name => name.includes('\n')) ? 44 : 28 }),
      xAxis: { ...axis(), type: 'category', data: fit, axisLabel: { ...axis().axisLabel, interval: 0, lineHeight: 16 } },
      yAxis: { ...axis(), type: 'value', min: 0, max: 1, interval: 0.25, axisLabel: { color: colour('--muted'), formatter: percent } },
      series: all.map((series, at) => drawing(series.name, api => series.points.filter(point => point.y !== null).flatMap(point => {
        const i = names.indexOf(point.at);
        const band = api.size([1, 0])[0];
        const width = Math.min(22, (band * 0.76) / all.length);
        const x = api.coord([i, 0])[0] + (at - (all.length - 1) / 2) * width;
        const [, top] = api.coord([i, point.y]);
        const [, floor] = api.coord([i, 0]);
        const ink = inks()[at % 4];
        return [
          { type: 'rect', shape: { x: x - width / 2 + 1, y: top, width: width - 2, height: floor - top }, style: { fill: ink, fillOpacity: [1, 0.75, 0.5, 0.35][at % 4], stroke: ink, lineWidth: 1 } },
          ...(point.low === null ? [] : whisker(x, api.coord([i, point.high])[1], api.coord([i, point.low])[1], colour('--ink')))
        ];
      })))
    };
  };

  /* One thing under another: a mark with its interval, or two marks to be seen beside each other. */
  const rows = (all, plot) => {
    const names = [...new Set(all.flatMap(series => series.points.map(point => point.at)))];
    const isShare = plot.dataset.unit !== 'points';
    const range = scale(all, true);
    return {
      ...frame(all, { left: plot.clientWidth < 480 ? 8 : 230, top: plot.clientWidth < 480 ? 40 : 30, bottom: 26 }),
      xAxis: { ...axis(), type: 'value', ...range, axisLabel: { color: colour('--muted'), formatter: isShare ? value => `${Number((value * 100).toFixed(1))} %` : undefined } },
      yAxis: { ...axis(), type: 'category', inverse: true, data: names, splitLine: { show: false }, axisLabel: { show: plot.clientWidth >= 480, color: colour('--ink'), width: 215, overflow: 'break', interval: 0 } },
      series: all.map((series, at) => drawing(series.name, api => series.points.filter(point => point.y !== null).flatMap(point => {
        const i = names.indexOf(point.at);
        const [x, middle] = api.coord([point.y, i]);
        const y = middle + (at - (all.length - 1) / 2) * 12;
        const ink = inks()[at % 4];
        const ends = point.low === null ? [] : [api.coord([point.low, i])[0], api.coord([point.high, i])[0]];
        return [
          plot.clientWidth < 480 && at === 0 ? { type: 'text', style: { text: point.at, x: api.coord([range.min, i])[0], y: middle - 24, fill: colour('--ink'), fontSize: 12 } } : null,
          ...(ends.length ? [stroke(ends[0], y, ends[1], y, ink), ...ends.map(end => stroke(end, y - 4, end, y + 4, ink))] : []),
          mark(at, x, y, ink)
        ];
      })))
    };
  };

  /* How much people changed: one bar for each step of the change, the worse ones in another colour and with their own pattern. */
  const bins = (all, plot) => ({
    ...frame([all[0]], { bottom: 46 }),
    xAxis: { ...axis(), type: 'category', data: all[0].points.map(point => point.at), name: plot.dataset.name, nameLocation: 'middle', nameGap: 30, axisLabel: { color: colour('--muted'), interval: 0, hideOverlap: true } },
    yAxis: { ...axis(), type: 'value', ...scale(all, true), minInterval: 1 },
    series: [drawing('people', api => all[0].points.flatMap((point, i) => {
      if (point.y === null) return [];
      const width = Math.min(60, api.size([1, 0])[0] - 6);
      const [x, top] = api.coord([i, point.y]);
      const [, floor] = api.coord([i, 0]);
      const ink = colour(point.side === 'worse' ? '--second' : '--accent');
      return [
        { type: 'rect', shape: { x: x - width / 2, y: top, width, height: floor - top }, style: { fill: ink, fillOpacity: point.side === 'worse' ? 0.35 : 1, stroke: ink, lineWidth: 1.5 } },
        { type: 'text', style: { text: point.y, x, y: top - 15, align: 'center', fill: colour('--ink'), fontSize: 12 } }
      ];
    }))]
  });

  /* Numbers over a number: the share of responders over the threshold, with what the missing could change as a band. */
  const band = (points, low, high, api, ink, stepped) => {
    const known = points.filter(point => point[low] !== null && point[high] !== null);
    if (known.length < 2) return null;
    const along = (key, list) => list.flatMap((point, i) => (stepped && i > 0 ? [api.coord([point.x, list[i - 1][key]]), api.coord([point.x, point[key]])] : [api.coord([point.x, point[key]])]));
    return { type: 'polygon', shape: { points: [...along(high, known), ...along(low, known).reverse()] }, style: { fill: ink, fillOpacity: 0.16 } };
  };

  const threshold = (all, plot) => {
    const points = all[0].points.filter(point => point.x !== null && point.x > 0);
    const at = number((plot.parentElement.querySelector('.told') || plot).dataset.at);
    return {
      ...frame([all[0]], { bottom: 46 }),
      xAxis: { ...axis(), type: 'value', min: points[0].x, max: points[points.length - 1].x, name: plot.dataset.name, nameLocation: 'middle', nameGap: 30 },
      yAxis: { ...axis(), type: 'value', min: 0, max: 1, interval: 0.25, axisLabel: { color: colour('--muted'), formatter: percent } },
      series: [drawing('responders', api => {
        const seen = points.filter(point => point.y !== null);
        const chosen = at === null ? null : api.coord([at, 0]);
        return [
          band(points, 'low', 'high', api, colour('--accent'), false),
          { type: 'polyline', shape: { points: seen.map(point => api.coord([point.x, point.y])) }, style: { stroke: colour('--accent'), lineWidth: 2, fill: 'none' } },
          ...seen.map(point => mark(point.x === at ? 0 : 2, ...api.coord([point.x, point.y]), colour('--accent'))),
          chosen && stroke(chosen[0], api.coord([at, 1])[1], chosen[0], chosen[1], colour('--second'), 1.5)
        ];
      })]
    };
  };

  /* Curves of survival go down in steps; the number at risk stands below the days. */
  const curve = (all, plot) => {
    const isTold = point => point.n !== undefined && point.n !== '' && point.n !== '–' && point.n !== 'hidden';
    const days = all[0].points.map(point => ({ ...point, x: Number(point.at) }));
    const labels = days.filter(isTold);
    const lowest = Math.min(...all.flatMap(series => series.points.flatMap(point => [point.y, point.low])).filter(value => value !== null));
    const floor = Math.max(0, Math.floor(lowest * 10 - 1) / 10);
    return {
      ...frame(all, { bottom: 64, left: 50 }),
      xAxis: {
        ...axis(), type: 'value', min: 0, max: Math.max(...days.map(day => day.x)), interval: plot.clientWidth < 480 ? 365 : 182.5,
        axisLabel: { color: colour('--muted'), lineHeight: 16, formatter: day => {
          const near = labels.filter(point => Math.abs(point.x - day) < 2)[0];
          return `${Math.round(day / 30.4375)} mo\n${near ? near.n : ''}`;
        } },
        name: 'months since the procedure; below them people still observed', nameLocation: 'middle', nameGap: 44
      },
      yAxis: { ...axis(), type: 'value', min: floor, max: 1, axisLabel: { color: colour('--muted'), formatter: percent } },
      series: all.map((series, which) => drawing(series.name, api => {
        const points = series.points.map(point => ({ ...point, x: Number(point.at) })).filter(point => point.y !== null);
        const ink = inks()[which % 4];
        const stairs = points.flatMap((point, i) => (i === 0 ? [api.coord([point.x, point.y])] : [api.coord([point.x, points[i - 1].y]), api.coord([point.x, point.y])]));
        return [
          band(points, 'low', 'high', api, ink, true),
          { type: 'polyline', shape: { points: stairs }, style: { stroke: ink, lineWidth: 2, fill: 'none', lineDash: dash(which) } }
        ];
      }))
    };
  };

  const kinds = { course, shares, rows, rates: rows, bins, threshold, curve };

  /* A drawing as a file for a paper: it stands alone, on the colour of its page. */
  const standing = svg => {
    const copy = svg.cloneNode(true);
    const { width, height } = svg.getBoundingClientRect();
    const from = [svg, ...svg.querySelectorAll('*')];
    [copy, ...copy.querySelectorAll('*')].forEach((node, at) => {
      const style = getComputedStyle(from[at]);
      ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'font-family', 'font-size', 'font-weight'].forEach(name => node.setAttribute(name, style.getPropertyValue(name)));
      node.removeAttribute('class');
    });
    copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    copy.setAttribute('width', width);
    copy.setAttribute('height', height);
    const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    [['width', '100%'], ['height', '100%'], ['fill', colour('--surface')]].forEach(([name, value]) => paper.setAttribute(name, value));
    copy.insertBefore(paper, copy.firstChild);
    return new XMLSerializer().serializeToString(copy);
  };

  const save = button => {
    const svg = [...document.getElementById(button.dataset.plot).querySelectorAll('svg')].find(one => one.getBoundingClientRect().width > 0);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([standing(svg)], { type: 'image/svg+xml' }));
    link.download = `interlaminar-${button.dataset.name}.svg`;
    link.click();
    URL.revokeObjectURL(link.href);
  };

  const drawn = new Map();

  const draw = plot => {
    const table = document.getElementById(plot.dataset.table);
    const all = plot.dataset.values ? besides(table, plot.dataset) : seriesOf(table, plot.dataset.value);
    if (all.length === 0 || !kinds[plot.dataset.kind]) return;
    plot.hidden = false;
    const chart = echarts.init(plot, null, { renderer: 'svg' });
    const again = () => { chart.resize(); chart.setOption(kinds[plot.dataset.kind](all, plot), true); };
    again();
    new ResizeObserver(again).observe(plot);
    drawn.set(plot, again);
  };

  const within = root => {
    if (window.echarts) [...root.querySelectorAll('.plot')].filter(plot => !drawn.has(plot)).forEach(draw);
    root.querySelectorAll('button.save').forEach(button => {
      const plot = document.getElementById(button.dataset.plot);
      if (!button.hidden || !plot || !plot.querySelector('svg')) return;
      button.hidden = false;
      button.addEventListener('click', () => save(button));
    });
  };

  const redraw = () => drawn.forEach((again, plot) => (plot.isConnected ? again() : drawn.delete(plot)));
  within(document);
  document.addEventListener('htmx:afterSettle', event => { within(event.target); redraw(); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  addEventListener('beforeprint', redraw);
  addEventListener('afterprint', redraw);
})();
