// With the text twin hidden, does the canvas really hold what the twin says? Every visible run of text is a box; in a
// screenshot without the twin every box must hold ink: pixels that differ clearly from the box's own background.
import { until } from '../../web-demo/browser.mjs';

export async function drawnRows(page, file) {
    await until('the canvas', () => page.evaluate(() => {
        const ch = document.querySelector('customer-history').shadowRoot.querySelector('.ch');
        return ch !== null && !ch.classList.contains('dom');
    }));
    await page.waitForTimeout(500);
    const boxes = await page.evaluate(() => {
        const root = document.querySelector('customer-history').shadowRoot;
        const found = [];
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (node.data.trim() === '' || node.parentElement.closest('style, textarea, input, option')) continue;
            const range = document.createRange();
            range.selectNodeContents(node);
            for (const rect of range.getClientRects()) {
                const x = rect.x + rect.width / 2, y = rect.y + rect.height / 2;
                if (rect.width < 4 || rect.height < 6 || rect.top < 0 || rect.left < 0 || rect.bottom > innerHeight || rect.right > innerWidth) continue;
                // scrolled under another pane, or meant for screen readers alone: not on the screen
                const top = root.elementFromPoint(x, y);
                if (!top || !(node.parentElement.contains(top) || top.contains(node.parentElement)) || top.tagName === 'CANVAS') continue;
                found.push({ text: node.data.trim().slice(0, 40), x: rect.x, y: rect.y, width: rect.width, height: rect.height });
            }
        }
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('.ch > :not(canvas) { visibility: hidden !important; } .ch > :not(canvas) * { visibility: hidden !important; }');
        root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
        window.undoHidden = () => { root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== sheet); };
        return found;
    });
    if (boxes.length < 20) throw new Error(`only ${boxes.length} boxes of text are on the screen`);
    const picture = (await page.screenshot({ path: file })).toString('base64');
    await page.evaluate(() => window.undoHidden());
    const reader = await page.context().browser().newPage();
    try {
        const empty = await reader.evaluate(async ([png, list]) => {
            const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
            const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
            const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
            context.drawImage(bitmap, 0, 0);
            return list.filter(({ x, y, width, height }) => {
                const { data } = context.getImageData(Math.floor(x), Math.floor(y), Math.max(1, Math.floor(width)), Math.max(1, Math.floor(height)));
                let darkest = 255, lightest = 0;
                for (let i = 0; i < data.length; i += 4) {
                    const light = (data[i] * 299 + data[i + 1] * 587 + data[i + 2] * 114) / 1000;
                    darkest = Math.min(darkest, light);
                    lightest = Math.max(lightest, light);
                }
                return lightest - darkest < 40;
            });
        }, [picture, boxes]);
        if (empty.length > 0) throw new Error(`${empty.length} of ${boxes.length} boxes are empty on the canvas: ${empty.slice(0, 5).map((box) => box.text).join(' | ')}`);
    } finally {
        await reader.close();
    }
    return { boxes: boxes.length };
}
