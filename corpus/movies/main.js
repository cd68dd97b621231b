// What do film titles say about films? Words that set genres apart, titles that resemble each other,
// and groups of films by money and ratings.
// usage: node main.js [small|full]
import { readFile } from 'node:fs/promises';

const STOP_WORDS = new Set(['the', 'of', 'a', 'and', 'in', 'to', 'on', 'for', 'at', 'ii', 'de', 'la']);

async function loadMovies(path, limit) {
  const text = await readFile(path, 'utf8');
  const rows = JSON.parse(text);
  return rows.slice(0, limit);
}

/** Films with a title, with the columns that are used below under shorter names. */
function clean(rows) {
  const movies = [];
  for (const row of rows) {
    const title = String(row.Title ?? '').trim();
    if (title === '') continue;
    movies.push({
      title,
      genre: row['Major Genre'] ?? 'unknown',
      gross: row['Worldwide Gross'] ?? row['US Gross'] ?? null,
      budget: row['Production Budget'],
      rating: row['IMDB Rating'],
      votes: row['IMDB Votes'],
      year: releaseYear(row['Release Date']),
    });
  }
  return movies;
}

function releaseYear(date) {
  const match = /(?<year>\d{4})$/.exec(date ?? '');
  return match ? Number(match.groups.year) : null;
}

/** Words of every title with their weights: rare words weigh more, every title has length one. */
function tfidf(movies) {
  const documents = movies.map(({ title }) => words(title));
  const frequency = new Map();
  for (const list of documents) {
    for (const word of new Set(list)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  }
  return documents.map((list) => {
    const weights = new Map();
    for (const word of list) {
      const idf = Math.log((1 + movies.length) / (1 + frequency.get(word)));
      weights.set(word, (weights.get(word) ?? 0) + idf);
    }
    let square = 0;
    for (const weight of weights.values()) square += weight * weight;
    const length = Math.sqrt(square) || 1;
    for (const [word, weight] of weights) weights.set(word, weight / length);
    return weights;
  });
}

function words(title) {
  const found = title.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
  return found.filter((word) => !STOP_WORDS.has(word));
}

/** The words that weigh most in each genre. */
function genreWords(movies, vectors, top) {
  const genres = new Map();
  movies.forEach(({ genre }, i) => {
    if (!genres.has(genre)) genres.set(genre, new Map());
    const sums = genres.get(genre);
    for (const [word, weight] of vectors[i]) sums.set(word, (sums.get(word) ?? 0) + weight);
  });
  const ranked = {};
  for (const genre of [...genres.keys()].sort()) {
    ranked[genre] = [...genres.get(genre)]
      .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .slice(0, top)
      .map(([word]) => word);
  }
  return ranked;
}

/** For every title the most similar other one, found through an index of words. */
function similarTitles(movies, vectors) {
  const index = new Map();
  vectors.forEach((vector, i) => {
    for (const [word, weight] of vector) {
      if (!index.has(word)) index.set(word, []);
      index.get(word).push([i, weight]);
    }
  });
  const pairs = [];
  const scores = new Float64Array(vectors.length);
  for (let i = 0; i < vectors.length; i++) {
    const touched = [];
    for (const [word, weight] of vectors[i]) {
      for (const [j, other] of index.get(word)) {
        if (j <= i) continue;
        if (scores[j] === 0) touched.push(j);
        scores[j] += weight * other;
      }
    }
    let best = -1;
    for (const j of touched) if (best < 0 || scores[j] > scores[best]) best = j;
    if (best >= 0 && movies[i].title !== movies[best].title) pairs.push({ i, j: best, score: scores[best] });
    for (const j of touched) scores[j] = 0;
  }
  return pairs.sort((a, b) => b.score - a.score || a.i - b.i);
}

/** k-means over standardized logarithms of money and votes, and the rating; starts from spread-out films. */
function groupFilms(movies, k, rounds) {
  const known = movies.filter((m) => m.gross > 0 && m.budget > 0 && m.votes > 0 && m.rating !== null);
  const points = standardize(known.map((m) => [Math.log(m.gross), Math.log(m.budget), Math.log(m.votes), m.rating]));
  const width = 4;
  const centers = new Float64Array(k * width);
  for (let c = 0; c < k; c++) {
    const from = Math.floor(((c + 0.5) * known.length) / k) * width;
    centers.set(points.subarray(from, from + width), c * width);
  }
  const group = new Int32Array(known.length);
  let inertia = 0;
  for (let round = 0; round < rounds; round++) {
    inertia = assign(points, centers, group, k, width);
    recenter(points, centers, group, k, width);
  }
  const sizes = new Array(k).fill(0);
  for (const c of group) sizes[c] += 1;
  const examples = sizes.map((_, c) => known[group.indexOf(c)]?.title ?? '-');
  return { sizes, examples, inertia };
}

function standardize(rows) {
  const width = rows[0].length;
  const flat = new Float64Array(rows.length * width);
  for (let j = 0; j < width; j++) {
    let sum = 0;
    let square = 0;
    for (const row of rows) {
      sum += row[j];
      square += row[j] * row[j];
    }
    const mean = sum / rows.length;
    const deviation = Math.sqrt(square / rows.length - mean * mean);
    rows.forEach((row, i) => {
      flat[i * width + j] = (row[j] - mean) / deviation;
    });
  }
  return flat;
}

function assign(points, centers, group, k, width) {
  let inertia = 0;
  for (let i = 0; i < group.length; i++) {
    let best = Infinity;
    for (let c = 0; c < k; c++) {
      let distance = 0;
      for (let j = 0; j < width; j++) distance += (points[i * width + j] - centers[c * width + j]) ** 2;
      if (distance < best) {
        best = distance;
        group[i] = c;
      }
    }
    inertia += best;
  }
  return inertia;
}

function recenter(points, centers, group, k, width) {
  const counts = new Int32Array(k);
  const sums = new Float64Array(k * width);
  for (let i = 0; i < group.length; i++) {
    counts[group[i]] += 1;
    for (let j = 0; j < width; j++) sums[group[i] * width + j] += points[i * width + j];
  }
  for (let c = 0; c < k; c++) {
    if (counts[c] === 0) continue;
    for (let j = 0; j < width; j++) centers[c * width + j] = sums[c * width + j] / counts[c];
  }
}

/** The number of groups after which one more helps least. */
function elbow(choices) {
  let best = choices[1];
  let bend = -Infinity;
  for (let i = 1; i < choices.length - 1; i++) {
    const gain = choices[i - 1].inertia - choices[i].inertia - (choices[i].inertia - choices[i + 1].inertia);
    if (gain > bend) [best, bend] = [choices[i], gain];
  }
  return best;
}

function report(movies, genres, pairs, choices) {
  const groups = elbow(choices);
  const years = movies.map(({ year }) => year).filter(Boolean);
  console.log(`${movies.length} films from ${Math.min(...years)} on`);
  console.log('\nWords of the genres');
  for (const [genre, list] of Object.entries(genres)) console.log(`  ${genre.padEnd(20)} ${list.join(', ')}`);
  console.log('\nTitles alike');
  for (const { i, j, score } of pairs.slice(0, 12)) {
    console.log(`  ${score.toFixed(4)}  ${movies[i].title} ~ ${movies[j].title}`);
  }
  console.log('\nGroups by money, votes and rating');
  groups.sizes.forEach((size, c) => console.log(`  ${String(size).padStart(5)}  ${groups.examples[c]}`));
  console.log(`  inertia ${choices.map(({ inertia }) => inertia.toFixed(2)).join(', ')}`);
}

async function main(size) {
  const limit = size === 'small' ? 220 : 3201;
  const rounds = size === 'small' ? 4 : 70;
  const rows = await loadMovies(new URL('./data/movies.json', import.meta.url).pathname, limit);
  const movies = clean(rows);
  const vectors = tfidf(movies);
  const genres = genreWords(movies, vectors, 5);
  const pairs = similarTitles(movies, vectors);
  const choices = [3, 4, 5, 6, 7, 8].map((k) => groupFilms(movies, k, rounds));
  report(movies, genres, pairs, choices);
}

await main(process.argv[2] ?? 'full');
