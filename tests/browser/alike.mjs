// Are letters that the canvas drew the browser's letters? For the first line of text that holds `words`: the share of its ink, on
// the canvas and in the text twin shown in the same box, that has ink of the other within a pixel. 1: the same picture.
import { Buffer } from 'node:buffer';

export async function alike(page, host, words) {
    const clip = await page.evaluate(([selector, wanted]) => {
        const line = [...document.querySelector(selector).shadowRoot.querySelectorAll('article .l')].find((one) => one.textContent.includes(wanted));
        const { left, top, width, height } = line.getBoundingClientRect();
        return { x: Math.floor(left), y: Math.floor(top), width: Math.ceil(width) + 1, height: Math.ceil(height) };
    }, [host, words]);
    const shot = async () => Buffer.from(await page.screenshot({ type: 'png', clip })).toString('base64');
    const canvas = await shot();
    await page.evaluate((selector) => {
        const root = document.querySelector(selector).shadowRoot;
        root.querySelector('canvas').style.opacity = '0';
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('.canvas .l{color:#000!important}.ch{background:#fff!important}');
        root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    }, host);
    const twin = await shot();
    await page.evaluate((selector) => {
        const root = document.querySelector(selector).shadowRoot;
        root.querySelector('canvas').style.opacity = '';
        root.adoptedStyleSheets = root.adoptedStyleSheets.slice(0, -1);
    }, host);
    const reader = await page.context().newPage();
    const share = await reader.evaluate(async (pictures) => {
        const masks = [];
        for (const data of pictures) {
            const image = new Image();
            image.src = `data:image/png;base64,${data}`;
            await image.decode();
            const pen = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height }).getContext('2d');
            pen.drawImage(image, 0, 0);
            const { data: pixels } = pen.getImageData(0, 0, image.width, image.height);
            const grey = Array.from({ length: pixels.length / 4 }, (_, at) => pixels[at * 4] + pixels[at * 4 + 1] + pixels[at * 4 + 2]);
            const counts = new Map();
            for (const value of grey) counts.set(value, (counts.get(value) ?? 0) + 1);
            const ground = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
            masks.push({ width: image.width, height: image.height, ink: grey.map((value) => Math.abs(value - ground) > 240) });
        }
        const [a, b] = masks;
        const near = (mask, x, y) => {
            for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) if (mask.ink[(y + dy) * mask.width + x + dx]) return true;
            return false;
        };
        let [all, met] = [0, 0];
        for (const [one, other] of [[a, b], [b, a]])
            one.ink.forEach((ink, at) => {
                if (!ink) return;
                all += 1;
                if (near(other, at % one.width, Math.floor(at / one.width))) met += 1;
            });
        return all ? met / all : 0;
    }, [canvas, twin]);
    await reader.close();
    return share;
}
