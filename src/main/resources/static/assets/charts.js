/* Draws each chart from the table below it: the table is the source, and stays when scripts are off. */
(() => {
  'use strict';
  if (!window.echarts) return;

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = text => (text === '' ? null : Number(text));

  const seriesOf = table =>
    [...table.tBodies].map(body => ({
      name: body.dataset.series,
      points: [...body.querySelectorAll('tr[data-window]')].map(row => ({
        window: row.dataset.window,
        n: Number(row.dataset.n),
        mean: number(row.dataset.mean),
        low: number(row.dataset.low),
        high: number(row.dataset.high)
      }))
    }));

  /* Series stand side by side at each window, so that their intervals do not hide each other. */
  const offset = (index, count) => (index - (count - 1) / 2) * 9;

  const interval = (series, index, count, ink) => ({
    type: 'custom',
    silent: true,
    z: 1,
    data: series.points.map((point, at) => [at, point.low, point.high]),
    encode: { x: 0, y: [1, 2] },
    renderItem: (params, api) => {
      const low = api.value(1);
      const high = api.value(2);
      if (low === null || Number.isNaN(low) || Number.isNaN(high)) return null;
      const [x, top] = api.coord([api.value(0), high]);
      const bottom = api.coord([api.value(0), low])[1];
      const middle = x + offset(index, count);
      const line = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: ink, lineWidth: 1.5 } });
      return {
        type: 'group',
        children: [
          line(middle, top, middle, bottom),
          line(middle - 4, top, middle + 4, top),
          line(middle - 4, bottom, middle + 4, bottom)
        ]
      };
    }
  });

  const line = (series, index, count, ink) => ({
    type: 'custom',
    name: series.name,
    silent: true,
    z: 2,
    data: [0],
    renderItem: (params, api) => {
      const seen = series.points
        .map((point, at) => ({ at, mean: point.mean, alone: point.n < 2 }))
        .filter(point => point.mean !== null)
        .map(point => {
          const [x, y] = api.coord([point.at, point.mean]);
          return { at: [x + offset(index, count), y], alone: point.alone };
        });
      /* One person is shown hollow and without a line: a single score is no trend. */
      const marks = seen.map(({ at: [cx, cy], alone }) => ({
        type: index === 1 ? 'rect' : 'circle',
        shape: index === 1 ? { x: cx - 4, y: cy - 4, width: 8, height: 8 } : { cx, cy, r: 4.5 },
        style: { fill: alone || index === 2 ? colour('--surface') : ink, stroke: ink, lineWidth: 2 }
      }));
      return {
        type: 'group',
        children: [
          { type: 'polyline', shape: { points: seen.filter(one => !one.alone).map(one => one.at) }, style: { stroke: ink, lineWidth: 2, fill: 'none', lineDash: index === 2 ? [5, 4] : null } },
          ...marks
        ]
      };
    }
  });

  /* Ten windows on a phone: the number over its unit. */
  const fitted = (windows, width) => (width / windows.length < 46 ? windows.map(name => name.replace(' ', '\n')) : windows);

  const option = (all, lowest, highest, width) => {
    const inks = [colour('--accent'), colour('--second'), colour('--third')];
    const muted = colour('--muted');
    const shared = { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12, color: muted };
    const rich = Object.fromEntries(inks.map((ink, at) => ['n' + at, { color: ink, fontSize: 11, lineHeight: 15, fontWeight: 600 }]));
    const windows = fitted(all[0].points.map(point => point.window), width);
    return {
      animation: false,
      textStyle: shared,
      grid: { left: 34, right: 12, top: all.length > 1 ? 34 : 14, bottom: (windows.some(name => name.includes('\n')) ? 42 : 26) + 15 * all.length },
      legend: {
        show: all.length > 1, left: 0, top: 0, selectedMode: false, itemWidth: 12, itemHeight: 12, icon: 'roundRect',
        textStyle: { color: colour('--ink'), fontSize: 12 },
        data: all.map((series, at) => ({ name: series.name, itemStyle: { color: inks[at] } }))
      },
      xAxis: {
        type: 'category',
        data: windows,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: colour('--line') } },
        axisLabel: {
          interval: 0,
          color: muted,
          lineHeight: 16,
          rich,
          formatter: (window, at) =>
            [window, ...all.map((series, which) => `{n${which}|${(at === 0 ? 'n=' : '') + series.points[at].n}}`)].join('\n')
        }
      },
      yAxis: {
        type: 'value',
        min: lowest,
        max: highest,
        splitNumber: 5,
        axisLabel: { color: muted },
        splitLine: { lineStyle: { color: colour('--line') } }
      },
      series: all.flatMap((series, at) => [
        interval(series, at, all.length, inks[at]),
        line(series, at, all.length, inks[at])
      ])
    };
  };

  const drawn = [...document.querySelectorAll('.plot')].map(plot => {
    const all = seriesOf(document.getElementById(plot.dataset.table));
    plot.hidden = false;
    const chart = echarts.init(plot, null, { renderer: 'svg' });
    const draw = () => chart.setOption(option(all, Number(plot.dataset.lowest), Number(plot.dataset.highest), plot.clientWidth), true);
    draw();
    new ResizeObserver(() => { chart.resize(); draw(); }).observe(plot);
    return { chart, draw };
  });
  const redraw = () => drawn.forEach(one => { one.chart.resize(); one.draw(); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  addEventListener('beforeprint', redraw);
  addEventListener('afterprint', redraw);
})();
