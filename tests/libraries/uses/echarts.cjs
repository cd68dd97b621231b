// chart: a line and a bar series rendered to SVG text without a document
const { print } = require('../print.cjs');
const echarts = require('echarts');

function chart(count) {
  const view = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 400, height: 300 });
  const days = Array.from({ length: count }, (_, i) => `d${i}`);
  view.setOption({
    animation: false,
    title: { text: 'Sales' },
    legend: {},
    xAxis: { data: days },
    yAxis: {},
    series: [
      { name: 'a', type: 'bar', data: days.map((_, i) => (i * 7) % 23) },
      { name: 'b', type: 'line', smooth: true, data: days.map((_, i) => (i * 5) % 17) },
    ],
  });
  const svg = view.renderToSVGString();
  view.dispose();
  return {
    paths: svg.match(/<path/g).length,
    texts: svg
      .match(/<text[^>]*>[^<]*/g)
      .map((t) => t.replace(/.*>/, ''))
      .slice(0, 8),
  };
}

print(chart(20));
