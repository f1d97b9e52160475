// The bar "acknowledged notes lost in 200 tab kills": tests/browser/kills.mjs, whose 25 rounds are part of ./dev test.
process.argv.splice(2, process.argv.length, '200', '--figure');
await import('../browser/kills.mjs');
