// Icons: own drawings on a 16-px grid, stroke 1.5, round ends, one colour. A drawing is a list of marks: an SVG path (stroked)
// or a circle [x, y, r] (stroked) or a dot (filled). The text twin makes SVG elements of them, the canvas gets polylines.

export interface Drawing {
    paths?: string[];
    circles?: [number, number, number][];
    dots?: [number, number, number][];
}

const bubble = 'M3.5 2.75H12.5C13.3 2.75 13.75 3.2 13.75 4V10C13.75 10.8 13.3 11.25 12.5 11.25H8L4.75 13.75V11.25H3.5C2.7 11.25 2.25 10.8 2.25 10V4C2.25 3.2 2.7 2.75 3.5 2.75Z';
const handset = 'M3.75 2.5H5.75L7 5.5L5.4 6.6C6.2 8.3 7.7 9.8 9.4 10.6L10.5 9L13.5 10.25V12.25C13.5 13 13 13.5 12.25 13.5C7 13.5 2.5 9 2.5 3.75C2.5 3 3 2.5 3.75 2.5Z';
const sheet = 'M4 2.25H9L12 5.25V13.75H4Z';

export const icons = {
    site: { circles: [[8, 8, 6]], paths: ['M2.25 8H13.75', 'M8 2C10 4 10.75 6 10.75 8C10.75 10 10 12 8 14C6 12 5.25 10 5.25 8C5.25 6 6 4 8 2Z'] },
    chat: { paths: [bubble], dots: [[5.4, 7, 0.85], [8, 7, 0.85], [10.6, 7, 0.85]] },
    email: { paths: ['M3 3.5H13C13.6 3.5 14 3.9 14 4.5V11.5C14 12.1 13.6 12.5 13 12.5H3C2.4 12.5 2 12.1 2 11.5V4.5C2 3.9 2.4 3.5 3 3.5Z', 'M2.4 4.4L8 8.75L13.6 4.4'] },
    phone: { paths: [handset] },
    sms: { paths: [bubble, 'M5.25 5.75H10.75', 'M5.25 8.25H8.5'] },
    whatsapp: { paths: ['M2.5 13.5L3.4 10.6C1.9 8.2 2.4 5 4.7 3.3C7 1.6 10.3 1.9 12.2 4C14.1 6.1 14.1 9.3 12.2 11.4C10.4 13.3 7.7 13.7 5.4 12.6Z', 'M6.2 5.6C5.7 6.6 6.4 7.9 7.2 8.7C8 9.5 9.3 10.2 10.3 9.7'] },
    telegram: { paths: ['M13.75 2.75L2 7.25L5.7 8.8L7.2 13L9.3 10.4L12.2 12.5Z', 'M5.7 8.8L10.8 5.2L7.4 10.4'] },
    viber: { paths: ['M3.5 4H5L5.9 6.3L4.7 7.2C5.5 8.9 6.7 10.1 8.4 10.9L9.3 9.7L11.6 10.6V12.1C11.6 12.8 11.1 13.3 10.4 13.3C6 13.3 2.3 9.6 2.3 5.2C2.3 4.5 2.8 4 3.5 4Z', 'M8.5 2.5C11.3 2.5 13.5 4.7 13.5 7.5', 'M8.5 5C9.9 5 11 6.1 11 7.5'] },
    vk: { paths: ['M1.75 4.75L4.25 11.25L6.75 4.75', 'M9 4.75V11.25', 'M13.75 4.75L9.2 8.2L14 11.25'] },
    instagram: { paths: ['M5.5 2.25H10.5C12.5 2.25 13.75 3.5 13.75 5.5V10.5C13.75 12.5 12.5 13.75 10.5 13.75H5.5C3.5 13.75 2.25 12.5 2.25 10.5V5.5C2.25 3.5 3.5 2.25 5.5 2.25Z'], circles: [[8, 8, 2.75]], dots: [[11.2, 4.8, 0.8]] },
    facebook: { paths: ['M10.75 2.5H10C8.5 2.5 7.75 3.4 7.75 4.8V13.5', 'M5.25 7.25H10.25'] },
    shop: { paths: ['M3.25 8V13.25H12.75V8', 'M2.25 6L3.5 2.75H12.5L13.75 6C13.75 8.4 10 8.4 9.9 6C9.9 8.4 6.1 8.4 6.1 6C6 8.4 2.25 8.4 2.25 6Z', 'M6.5 13.25V10.25H9.5V13.25'] },
    order: { paths: ['M3.5 5.5H12.5L13.25 13.5H2.75Z', 'M5.5 7.5V4.75C5.5 3.3 6.6 2.25 8 2.25C9.4 2.25 10.5 3.3 10.5 4.75V7.5'] },
    payment: { paths: ['M3 3.5H13C13.6 3.5 14 3.9 14 4.5V11.5C14 12.1 13.6 12.5 13 12.5H3C2.4 12.5 2 12.1 2 11.5V4.5C2 3.9 2.4 3.5 3 3.5Z', 'M2 6.5H14', 'M4.5 10H6.5'] },
    delivery: { paths: ['M3 11.5H1.75V3.5H9.25V11.5H6.5', 'M9.25 6H12L14.25 8.6V11.5H13'], circles: [[4.75, 11.75, 1.6], [11.25, 11.75, 1.6]] },
    kaspi: { paths: ['M4.75 3V13', 'M11.5 3L4.9 8.9', 'M7.3 6.9L12 13'] },
    satu: { paths: ['M11.4 4.7C10.8 3.6 9.6 3 8.1 3C6.2 3 4.9 3.9 4.9 5.4C4.9 8.8 11.4 7.2 11.4 10.5C11.4 12.1 10 13 8 13C6.3 13 5 12.4 4.4 11.2'] },
    '1c': { paths: ['M2.75 5.5L4.75 4V12', 'M13.5 5.9C12.8 4.8 11.7 4.2 10.4 4.2C8.3 4.2 6.7 5.9 6.7 8C6.7 10.1 8.3 11.8 10.4 11.8C11.7 11.8 12.8 11.2 13.5 10.1'] },
    note: { paths: ['M3 13L3.7 10.1L10.6 3.2C11.1 2.7 11.9 2.7 12.4 3.2L12.8 3.6C13.3 4.1 13.3 4.9 12.8 5.4L5.9 12.3Z', 'M9.3 4.5L11.5 6.7'] },
    promise: { paths: ['M4 14V2.5', 'M4 3H12.25L10.5 6L12.25 9H4'] },
    reminder: { paths: ['M8 2.25C10.3 2.25 12 4 12 6.25V8.75L13.25 11.25H2.75L4 8.75V6.25C4 4 5.7 2.25 8 2.25Z', 'M6.6 13.4C7.2 14.3 8.8 14.3 9.4 13.4'] },
    system: { paths: ['M8 1.9L13.25 4.9V11.1L8 14.1L2.75 11.1V4.9Z'], circles: [[8, 8, 2]] },
    receipt: { paths: ['M3.75 2.25H12.25V13.75L10.55 12.75L8.85 13.75L8 13.25L7.15 13.75L5.45 12.75L3.75 13.75Z', 'M6 5.5H10', 'M6 8.25H10'] },
    return: { paths: ['M5.5 3L2.5 6L5.5 9', 'M2.75 6H9.5C11.4 6 13 7.6 13 9.5C13 11.4 11.4 13 9.5 13H6'] },
    ad: { paths: ['M2.25 6.25V9.75H4.5L10.5 13V3L4.5 6.25Z', 'M12.75 6.3C13.6 7.3 13.6 8.7 12.75 9.7'] },
    question: { paths: ['M5.6 6C5.6 4.6 6.7 3.5 8.05 3.5C9.4 3.5 10.5 4.5 10.5 5.9C10.5 6.9 10 7.6 9.3 8.1C8.5 8.6 8 9 8 9.9'], dots: [[8, 12.4, 0.9]] },
    consult: { circles: [[5.25, 5.25, 2.5]], paths: ['M1.5 13.25C1.8 10.75 3.2 9.5 5.25 9.5C7.3 9.5 8.7 10.75 9 13.25', 'M9.75 3H14.25V7.5H12.25L10.5 9.25'] },
    person: { circles: [[8, 5.25, 2.75]], paths: ['M2.75 13.75C3.15 10.95 5.05 9.5 8 9.5C10.95 9.5 12.85 10.95 13.25 13.75'] },
    clock: { circles: [[8, 8, 6]], paths: ['M8 4.5V8L10.25 9.75'] },
    search: { circles: [[7, 7, 4.25]], paths: ['M10.25 10.25L13.75 13.75'] },
    close: { paths: ['M4 4L12 12', 'M12 4L4 12'] },
    down: { paths: ['M4 6.25L8 10.25L12 6.25'] },
    right: { paths: ['M6.25 4L10.25 8L6.25 12'] },
    left: { paths: ['M9.75 4L5.75 8L9.75 12'] },
    up: { paths: ['M4 9.75L8 5.75L12 9.75'] },
    more: { dots: [[3.5, 8, 1.15], [8, 8, 1.15], [12.5, 8, 1.15]] },
    copy: { paths: ['M6.5 5.5H12.5C13.1 5.5 13.5 5.9 13.5 6.5V12.5C13.5 13.1 13.1 13.5 12.5 13.5H6.5C5.9 13.5 5.5 13.1 5.5 12.5V6.5C5.5 5.9 5.9 5.5 6.5 5.5Z', 'M3 10.5H2.5V3.5C2.5 2.9 2.9 2.5 3.5 2.5H10.5V3'] },
    lock: { paths: ['M4 7.25H12C12.6 7.25 13 7.65 13 8.25V12.75C13 13.35 12.6 13.75 12 13.75H4C3.4 13.75 3 13.35 3 12.75V8.25C3 7.65 3.4 7.25 4 7.25Z', 'M5 7.25V5C5 3.3 6.3 2 8 2C9.7 2 11 3.3 11 5V7.25'] },
    offline: { paths: ['M6.3 3.7C8.9 2.4 11.7 4 11.9 7C14 7.3 15 9.9 13.55 11.6', 'M11 12.5H4.75C0.6 12.4 0.3 6.6 4.15 6.1', 'M2.25 2.25L13.75 13.75'] },
    check: { paths: ['M3 8.5L6.25 11.75L13 5'] },
    checks: { paths: ['M1.25 8.5L4.5 11.75L10.5 5.25', 'M7.5 11.5L7.75 11.75L14.5 5'] },
    warn: { circles: [[8, 8, 6]], paths: ['M8 4.75V8.5'], dots: [[8, 11, 0.9]] },
    unsent: { circles: [[8, 8, 6]], paths: ['M8 11V5.25', 'M5.5 7.5L8 5L10.5 7.5'] },
    missed: { paths: ['M2.5 4.5L8 10L13 5', 'M9.25 4.75H13.25V8.75'] },
    inbox: { paths: ['M4.25 3.25H11.75L13.75 9V12.75H2.25V9Z', 'M2.5 9H5.5L6.5 10.75H9.5L10.5 9H13.5'] },
    file: { paths: [sheet, 'M9 2.5V5.25H11.75'] },
    hidden: { paths: ['M2 8C3.5 5.3 5.5 4 8 4C10.5 4 12.5 5.3 14 8C12.5 10.7 10.5 12 8 12C5.5 12 3.5 10.7 2 8Z', 'M3 13L13 3'] },
    link: { paths: ['M6.5 9.5L9.5 6.5', 'M7 4.9L8.5 3.4C9.7 2.3 11.5 2.3 12.6 3.4C13.7 4.5 13.7 6.3 12.6 7.5L11.1 9', 'M9 11.1L7.5 12.6C6.3 13.7 4.5 13.7 3.4 12.6C2.3 11.5 2.3 9.7 3.4 8.5L4.9 7'] },
    refresh: { paths: ['M13 8C13 10.8 10.8 13 8 13C5.2 13 3 10.8 3 8C3 5.2 5.2 3 8 3C9.7 3 11.2 3.8 12.1 5', 'M12.5 2.25V5.25H9.5'] },
    complaint: { paths: ['M8 2.5L14.25 13.5H1.75Z', 'M8 6.75V9.75'], dots: [[8, 11.6, 0.85]] },
    guard: { paths: ['M8 1.9L13.25 3.8V7.9C13.25 10.9 11.15 13.1 8 14.2C4.85 13.1 2.75 10.9 2.75 7.9V3.8Z', 'M5.5 7.9H10.5'] },
    nocall: { paths: [handset, 'M9.75 2.5L13.5 6.25', 'M13.5 2.5L9.75 6.25'] },
    split: { paths: ['M7 4.9L8.5 3.4C9.7 2.3 11.5 2.3 12.6 3.4C13.7 4.5 13.7 6.3 12.6 7.5L11.1 9', 'M9 11.1L7.5 12.6C6.3 13.7 4.5 13.7 3.4 12.6C2.3 11.5 2.3 9.7 3.4 8.5L4.9 7', 'M4 4L2.5 2.5', 'M12 12L13.5 13.5'] },
    filter: { paths: ['M2.5 4.5H13.5', 'M4.5 8H11.5', 'M6.5 11.5H9.5'] },
    plus: { paths: ['M8 3V13', 'M3 8H13'] },
    pin: { paths: ['M5.5 2.5H10.5', 'M6.25 2.5V6.5L4.5 9V9.75H11.5V9L9.75 6.5V2.5', 'M8 9.75V14'] },
    star: { paths: ['M8 2.25L9.75 5.95L13.75 6.45L10.8 9.25L11.55 13.25L8 11.25L4.45 13.25L5.2 9.25L2.25 6.45L6.25 5.95Z'] },
    download: { paths: ['M8 2.5V9.75', 'M4.75 6.75L8 10L11.25 6.75', 'M3 13.25H13'] },
    play: { paths: ['M5 3.25L12.5 8L5 12.75Z'] },
} satisfies Record<string, Drawing>;

export type Icon = keyof typeof icons;
const names = Object.keys(icons) as Icon[];

export function icon_index(icon: Icon | undefined): number {
    return icon ? names.indexOf(icon) + 1 : 0;
}

export function svg(icon: Icon): SVGSVGElement {
    const ns = 'http://www.w3.org/2000/svg';
    const drawing: Drawing = icons[icon];
    const root = document.createElementNS(ns, 'svg');
    root.setAttribute('viewBox', '0 0 16 16');
    root.setAttribute('aria-hidden', 'true');
    for (const d of drawing.paths ?? []) root.appendChild(document.createElementNS(ns, 'path')).setAttribute('d', d);
    for (const [list, filled] of [[drawing.circles, false], [drawing.dots, true]] as const)
        for (const [x, y, r] of list ?? []) {
            const circle = root.appendChild(document.createElementNS(ns, 'circle'));
            circle.setAttribute('cx', String(x));
            circle.setAttribute('cy', String(y));
            circle.setAttribute('r', String(r));
            if (filled) circle.setAttribute('class', 'dot');
        }
    return root;
}

// The table for the canvas: per icon its number of marks, per mark kind (0 open line, 1 closed, 2 circle, 3 dot), number of
// points and points in 1/100 px; curves as 2 to 12 chords.
export function icon_figures(): Int16Array {
    const out: number[] = [names.length];
    for (const name of names) {
        const drawing: Drawing = icons[name];
        const marks: number[][] = [];
        for (const d of drawing.paths ?? []) marks.push(...polylines(d));
        for (const [x, y, r] of drawing.circles ?? []) marks.push([2, 2, x, y, r, 0]);
        for (const [x, y, r] of drawing.dots ?? []) marks.push([3, 2, x, y, r, 0]);
        out.push(marks.length);
        for (const [kind, count, ...points] of marks) out.push(kind!, count!, ...points.map((value) => Math.round(value * 100)));
    }
    return Int16Array.from(out);
}

// Only M L H V C Z in absolute figures are used above.
function polylines(d: string): number[][] {
    const lines: number[][] = [];
    let points: number[] = [];
    const finish = (closed: boolean) => {
        if (points.length > 2) lines.push([closed ? 1 : 0, points.length / 2, ...points]);
        points = [];
    };
    for (const [, command, rest] of d.matchAll(/([MLHVCZ])([^MLHVCZ]*)/g)) {
        const v = (rest!.match(/-?\d*\.?\d+/g) ?? []).map(Number);
        const [x, y] = points.slice(-2) as [number, number];
        if (command === 'M') finish(false), (points = v.slice(0, 2));
        else if (command === 'L') points.push(...v);
        else if (command === 'H') points.push(v[0]!, y);
        else if (command === 'V') points.push(x, v[0]!);
        else if (command === 'Z') finish(true);
        else
            for (let at = 0; at + 5 < v.length; at += 6) {
                const [x0, y0] = points.slice(-2) as [number, number];
                const [x1, y1, x2, y2, x3, y3] = v.slice(at, at + 6) as [number, number, number, number, number, number];
                const length = Math.hypot(x1 - x0, y1 - y0) + Math.hypot(x2 - x1, y2 - y1) + Math.hypot(x3 - x2, y3 - y2);
                const steps = Math.min(Math.max(Math.round(length * 1.5), 2), 12);
                for (let step = 1; step <= steps; step++) {
                    const t = step / steps;
                    const s = 1 - t;
                    const [a, b, c, e] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
                    points.push(a * x0 + b * x1 + c * x2 + e * x3, a * y0 + b * y1 + c * y2 + e * y3);
                }
            }
    }
    finish(false);
    return lines;
}
