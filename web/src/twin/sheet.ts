// The style sheet of an element's shadow root, adopted (works under a CSP without inline styles). The frame: a column at the
// side, a column with bar, list and composer; the canvas lies under all of it.
import { file } from '../files';
import { css } from '../look/style';
import { palette_css } from '../look/tokens';

const frame = `
:host{display:block;position:relative;min-height:320px;contain:layout paint style}
:host([hidden]){display:none}
*{box-sizing:border-box;margin:0;padding:0;tab-size:1}
.ch{all:initial;visibility:inherit;pointer-events:inherit;--ch-font:"Customer History",Inter,system-ui,sans-serif;position:absolute;inset:0;display:flex;overflow:hidden;background:var(--bg);color:var(--text);
 font:400 13px/20px var(--ch-font);font-kerning:none;font-feature-settings:"kern" 0,"liga" 0,"calt" 0;text-rendering:geometricPrecision;
 -webkit-text-size-adjust:100%;text-size-adjust:100%;-webkit-font-smoothing:antialiased;text-align:start}
.ch{color-scheme:light}.ch[data-theme=dark]{color-scheme:dark}
canvas{position:absolute;left:0;top:0;display:none;pointer-events:none}
.canvas>canvas{display:block}
.side{position:relative;flex:none;display:flex;flex-direction:column;background:var(--panel);border-inline-end:1px solid var(--line)}
.side[hidden],.main[hidden],.over[hidden]{display:none}
.main{position:relative;flex:1;min-width:0;display:flex;flex-direction:column}
.slot{position:relative;flex:none;display:flex;flex-direction:column}
.slot:empty{display:none}
.scroll{position:relative;flex:1;min-height:0;overflow-x:hidden;overflow-y:auto;scrollbar-width:thin;scrollbar-color:var(--line2) transparent;overflow-anchor:none;outline:none}
.side .scroll>.slot{min-height:100%}.dom .side .scroll>.slot>*{flex:1 0 auto}
.rows{position:relative}
.dom .list .rows{padding:8px 12px}.dom .rows.history{padding:0 0 8px}
.dom .rows.many>.row{content-visibility:auto;contain-intrinsic-size:auto 64px}
.dom .rows.history>.row.day{position:sticky;top:0;z-index:1}.dom .rows.history.many>.row.day{content-visibility:visible}
.canvas .rows>.row{position:absolute;left:0;right:0}
.fill{flex:1;min-height:100%}.dom .fill>*{flex:1 0 auto}
.rows.fill{display:flex;flex-direction:column}.dom .rows.fill>.row{flex:1;display:flex;flex-direction:column}.dom .rows.fill>.row>*{flex:1}
.over{position:absolute;inset:0;z-index:3;display:flex;flex-direction:column;overflow:hidden auto;scrollbar-width:none;pointer-events:none}.over>.slot{flex:1 0 auto}.dom .over>.slot>*{flex:1}
.over button,.over input,.over label,.over [role=dialog]{pointer-events:auto}
button,input,textarea,a{font:inherit;color:inherit;background:none;border:0;text-align:inherit;text-decoration:none;border-radius:0;outline:none}
button,a{cursor:pointer;-webkit-tap-highlight-color:transparent}button[disabled]{cursor:default}
h1,h2,h3,h4,p,ul,li,blockquote{font:inherit;font-weight:inherit;list-style:none}
img{display:block;object-fit:contain;object-position:left;border-radius:4px}
svg{width:100%;height:100%;display:block;fill:none;stroke:currentColor;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
.dot{fill:currentColor;stroke:none}
:focus-visible{outline:2px solid var(--accentfill);outline-offset:-2px;border-radius:6px}
input:focus-visible,textarea:focus-visible{outline:none}
input,textarea{appearance:none;-webkit-appearance:none;width:100%;color:var(--text)!important;resize:none;display:block!important}
input::-webkit-search-cancel-button{display:none}input::-webkit-datetime-edit{padding:0}
::placeholder{color:var(--text3);opacity:1}
:placeholder-shown{text-overflow:ellipsis}
label{cursor:text}
[data-ring]:focus-within{outline:2px solid var(--accentfill);outline-offset:-1px;border-radius:8px}label[data-ring]:focus-within{border-radius:6px}
.canvas textarea{padding:6px 0}.canvas [inert] input,.canvas [inert] textarea{opacity:0}
.dom button,.dom a,.dom article{position:relative}
.canvas .p,.canvas .l{position:absolute}
.canvas .l{white-space:pre;color:transparent;overflow:hidden}
.canvas .y,.canvas div,.canvas h1,.canvas h2,.canvas h3,.canvas h4,.canvas p,.canvas ul,.canvas li,.canvas section,.canvas nav,.canvas span.t{display:block}
.t{unicode-bidi:plaintext}.canvas .seen::selection{color:var(--text)}
.canvas time{display:inline}
.canvas.selecting p .l{overflow:visible}.canvas.selecting p .l::after{content:"";position:absolute;left:100%;top:0;width:100vw;height:100%}
.canvas .side,.canvas{background:transparent}
.canvas .side{border-color:transparent}
.ch.canvas::selection,.canvas ::selection{color:transparent;background:color-mix(in srgb,var(--accentfill) 30%,transparent)}
.canvas input::selection,.canvas textarea::selection{color:var(--text);background:color-mix(in srgb,var(--accentfill) 30%,transparent)}
.guest{flex:none;position:relative;font-kerning:auto;font-feature-settings:normal}.guest[hidden]{display:none}
.side>.actions{padding:8px 20px}.main>.actions,.main>.header,.main>.footer,.main>.error{padding:8px 12px}.list>.empty{padding:24px}
.canvas .guest::selection,.canvas .guest ::selection{color:var(--text)}
.row{position:relative}.row>.acts{position:absolute;top:2px;inset-inline-end:12px;z-index:2;display:flex;gap:2px;padding:2px;background:var(--raised);border-radius:6px;box-shadow:0 0 0 1px var(--line2)}
.row>.acts button{width:28px;height:28px;padding:6px;border-radius:4px;color:var(--text2)}.row>.acts button:hover{background:var(--hover);color:var(--text)}
@media(pointer:coarse){.row>.acts button{width:40px;height:40px;padding:12px}}@media print{.row>.acts{display:none}}
.quiet{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media(forced-colors:active){.ch{forced-color-adjust:auto}svg{stroke:CanvasText}}
@media print{:host{contain:none}.ch{position:static;display:block;overflow:visible}.scroll{overflow:visible}.dom .rows.many>.row{content-visibility:visible}}
`;

let sheet: CSSStyleSheet | undefined;  // one for all elements of the page
export function shared_sheet(): CSSStyleSheet {
    if (sheet) return sheet;
    sheet = new CSSStyleSheet();
    sheet.replaceSync(`${frame}\n.ch{${palette_css('light')}}\n.ch[data-theme=dark]{${palette_css('dark')}}\n${css()}`);
    return sheet;
}

// Fonts live in the document (a shadow root cannot hold faces); the text twin falls back meanwhile. Asked for once per document: a
// face that names an address would be one more request beside the canvas's own, of a kind that shares no answer with it.
const coming = new Map<string, Promise<ArrayBuffer>[]>();
const weights = [400, 600];
export function font_files(assets: string): Promise<ArrayBuffer>[] {
    const known = coming.get(assets);
    if (known) return known;
    const files = weights.map(async (weight) => {
        const answer = await fetch(file(`font-${weight}.otf`, assets));
        if (!answer.ok) throw new Error(`font ${weight}: ${answer.status}`);
        return answer.arrayBuffer();
    });
    coming.set(assets, files);
    Promise.all(files).catch(() => coming.delete(assets));  // the next element tries again
    return files;
}
export async function load_fonts(assets: string): Promise<unknown> {
    return Promise.allSettled(font_files(assets).map(async (bytes, index) => {
        const weight = String(weights[index]);
        const face = new FontFace('Customer History', await bytes, { weight });
        if (![...document.fonts].some((one) => one.family.replace(/"/g, '') === face.family.replace(/"/g, '') && one.weight === weight)) document.fonts.add(face);
    }));
}
