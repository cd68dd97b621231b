console.log('service starts');
export const startedAt = await new Promise((resolve) => setTimeout(resolve, 5, 'five'));
export const ready = Promise.resolve('ready');
console.log('service started');
