const parts = await Promise.all([1, 2, 3].map(async (n) => n * 10));
export default parts;
