// Colours of the look (design: tokens, sections 2 and 3), light then dark. A colour is named once, here; both twins take it
// by its index in `palette`.

export const tokens = {
    bg: ['#FFFFFF', '#17191C'],
    panel: ['#F6F7F8', '#1C1F23'],
    raised: ['#FFFFFF', '#24282D'],
    fill: ['#F0F2F4', '#25292E'],
    hover: ['#F3F4F6', '#202328'],
    line: ['#E4E7EA', '#2F343A'],
    line2: ['#C9CED5', '#454C55'],
    ctl: ['#858C96', '#767E89'],
    text: ['#16191D', '#ECEEF0'],
    text2: ['#4C535D', '#B4BAC3'],
    text3: ['#666D78', '#929AA5'],
    accent: ['#1B5CBE', '#86B4FA'],
    accentfill: ['#1B5CBE', '#2B67C8'],
    onaccent: ['#FFFFFF', '#FFFFFF'],
    sel: ['#E9F0FB', '#1F2C40'],
    out: ['#E6EFFB', '#1F304B'],
    danger: ['#B3261E', '#FF9A8F'],
    dangerbg: ['#FCEDEB', '#3A2020'],
    warn: ['#8A5300', '#F2BC62'],
    warnbg: ['#FDF3DF', '#372B16'],
    ok: ['#1A6E42', '#7FD1A1'],
    okbg: ['#E6F4EB', '#1A3024'],
    note: ['#FDF6DC', '#312B19'],
    mark: ['#FFE27A', '#6B5410'],
    halo: ['#16191D0F', '#00000059'],
    scrim: ['#FFFFFF99', '#17191C99'],
    avabg: ['#DCE3EC', '#343B45'],
    avatx: ['#35404E', '#D5DCE5'],
} as const;

// Per channel: icon and word. The fill of the node and the rail are a share of it over `bg`.
export const channels = {
    'site': ['#536676', '#A9BAC9'],
    'chat': ['#007176', '#80C5C9'],
    'email': ['#7D5E07', '#D0B47A'],
    'phone': ['#545E96', '#A9B4E7'],
    'sms': ['#316C81', '#90C0D3'],
    'whatsapp': ['#05773B', '#81CB96'],
    'telegram': ['#006C97', '#75C2ED'],
    'viber': ['#734BA4', '#C5A6F5'],
    'vk': ['#1C63B0', '#84BBFE'],
    'instagram': ['#A0395D', '#F498B2'],
    'facebook': ['#365DB8', '#93B7FF'],
    'shop': ['#85573A', '#D8AD94'],
    'order': ['#5C646F', '#B1B8C2'],
    'payment': ['#237356', '#8AC7AC'],
    'delivery': ['#376C79', '#94C0CB'],
    'kaspi': ['#9D442E', '#F1A08B'],
    'satu': ['#834791', '#D6A1E2'],
    '1c': ['#8A5600', '#E0AC70'],
    'note': ['#7E5D1D', '#D0B381'],
    'promise': ['#925000', '#E6A876'],
    'reminder': ['#8A542D', '#DDAB8A'],
    'system': ['#606369', '#B4B8BD'],
} as const;

export type Token = keyof typeof tokens;
export type ChannelLook = keyof typeof channels;
export type Ink = Token | `${ChannelLook}.${'c' | 'ct' | 'cl'}` | 'none';
export type Theme = 'light' | 'dark';

// Index 0 is "no colour". Then the tokens, then three colours of each channel.
const names: Ink[] = ['none', ...(Object.keys(tokens) as Token[])];
for (const channel of Object.keys(channels) as ChannelLook[])
    for (const part of ['c', 'ct', 'cl'] as const) names.push(`${channel}.${part}`);
const indices = new Map(names.map((name, index) => [name, index]));

export function ink_index(ink: Ink): number {
    return indices.get(ink) ?? 0;
}

// #RRGGBB or #RRGGBBAA
export function parts(hex: string): number[] {
    return hex.match(/\w\w/g)!.map((one) => parseInt(one, 16));
}
export function hex_of(name: Ink, theme: Theme): string {
    const side = theme === 'light' ? 0 : 1;
    if (name === 'none') return '#00000000';
    const dot = name.indexOf('.');
    if (dot < 0) return tokens[name as Token][side];
    const colour = channels[name.slice(0, dot) as ChannelLook][side];
    const share = { '.c': 1, '.ct': side ? 0.18 : 0.12, '.cl': 0.38 }[name.slice(dot)]!;
    const under = parts(tokens.bg[side]);
    return '#' + parts(colour).map((one, at) => Math.round(one * share + under[at]! * (1 - share)).toString(16).padStart(2, '0')).join('');
}

// 0xAABBGGRR each, as Dear ImGui packs colours.
const palettes = new Map<Theme, Uint32Array>();
export function palette(theme: Theme): Uint32Array {
    const known = palettes.get(theme);
    if (known) return known;
    const made = Uint32Array.from(names, (name) => {
        const hex = hex_of(name, theme);
        const [r, g, b, alpha = 255] = parts(hex) as [number, number, number, number?];
        return ((alpha << 24) | (b << 16) | (g << 8) | r) >>> 0;
    });
    palettes.set(theme, made);
    return made;
}

// CSS custom properties --<token>; channel colours are --<channel>-c and so on.
export function palette_css(theme: Theme): string {
    return names.slice(1).map((name) => `${ink_property(name)}:${hex_of(name, theme)}`).join(';');
}

export function ink_property(ink: Ink): string {
    return '--' + ink.replace('.', '-');
}
