// Is what the text twin says really drawn? For every line of text that can be seen: with the twin hidden, do the pixels of its
// box differ from their ground? Returns { lines, undrawn: [texts] }.
//
//   const { lines, undrawn } = await drawn(page, 'customer-history');     CSS selector of the element with the shadow root
import { Buffer } from 'node:buffer';

export async function drawn(page, host, { hide = 'twin' } = {}) {
    const lines = await page.evaluate((selector) => {
        const root = document.querySelector(selector).shadowRoot;
        const out = [];
        for (const span of root.querySelectorAll('.l')) {
            const box = span.getBoundingClientRect();
            let [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom];
            for (let at = span.parentElement; at; at = at.parentElement)
                if (['auto', 'hidden', 'scroll'].includes(getComputedStyle(at).overflowY)) {
                    const clip = at.getBoundingClientRect();
                    [left, top, right, bottom] = [Math.max(left, clip.left), Math.max(top, clip.top), Math.min(right, clip.right), Math.min(bottom, clip.bottom)];
                }
            // Only lines that stand whole in their scroller, and not under the day header that stays on top.
            const scroller = span.closest('.list');
            const covered = scroller?.querySelector('.history') && !span.closest('.day') && box.top < scroller.getBoundingClientRect().top + 36;
            if (box.width > 2 && bottom - top >= box.height - 0.5 && right > left && span.textContent.trim() && !covered && right <= innerWidth && bottom <= innerHeight)
                out.push({ text: span.textContent, left, top, width: right - left, height: bottom - top });
        }
        return out;
    }, host);
    // Hiding keeps every box where it is.
    await page.evaluate(([selector, what]) => {
        const root = document.querySelector(selector).shadowRoot;
        for (const element of root.querySelectorAll(what === 'twin' ? '.ch > :not(canvas)' : 'canvas')) element.style.setProperty('opacity', '0');
    }, [host, hide]);
    const picture = await page.screenshot({ type: 'png', scale: 'css' });
    await page.evaluate((selector) => {
        for (const element of document.querySelector(selector).shadowRoot.querySelectorAll('.ch > *')) element.style.removeProperty('opacity');
    }, host);
    const reader = await page.context().newPage();
    const undrawn = await reader.evaluate(async ([data, boxes]) => {
        const image = new Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0);
        return boxes.filter(({ left, top, width, height }) => {
            const { data: pixels } = context.getImageData(Math.floor(left), Math.floor(top), Math.max(1, Math.ceil(width)), Math.max(1, Math.floor(height)));
            const counts = new Map();
            for (let at = 0; at < pixels.length; at += 4) {
                const colour = (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2];
                counts.set(colour, (counts.get(colour) ?? 0) + 1);
            }
            const ground = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
            let different = 0;  // clearly darker or lighter than the ground
            for (const [colour, count] of counts)
                if (Math.abs((colour >> 16) - (ground >> 16)) + Math.abs(((colour >> 8) & 255) - ((ground >> 8) & 255)) + Math.abs((colour & 255) - (ground & 255)) > 60) different += count;
            return different < Math.max(3, width / 8);
        }).map(({ text }) => text);
    }, [Buffer.from(picture).toString('base64'), lines]);
    await reader.close();
    return { lines: lines.length, undrawn };
}
