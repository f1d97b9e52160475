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

// Per channel: icon and word, fill of the node, rail.
export const channels = {
    'site': [['#536676', '#EAEDEF', '#BEC5CB'], ['#A9BAC9', '#31363B', '#4E565E']],
    'chat': [['#007176', '#E0EEEF', '#9EC9CB'], ['#80C5C9', '#2A383B', '#3F5A5E']],
    'email': [['#7D5E07', '#EFECE1', '#CEC2A1'], ['#D0B47A', '#38352D', '#5D5440']],
    'phone': [['#545E96', '#EAECF2', '#BEC2D7'], ['#A9B4E7', '#313541', '#4E5469']],
    'sms': [['#316C81', '#E6EDF0', '#B1C7CF'], ['#90C0D3', '#2D373D', '#455862']],
    'whatsapp': [['#05773B', '#E1EFE7', '#A0CBB5'], ['#81CB96', '#2A3932', '#3F5D4A']],
    'telegram': [['#006C97', '#E0EDF3', '#9EC7D7'], ['#75C2ED', '#283742', '#3B596B']],
    'viber': [['#734BA4', '#EEE9F4', '#CABBDC'], ['#C5A6F5', '#363243', '#594F6E']],
    'vk': [['#1C63B0', '#E4ECF6', '#A9C4E1'], ['#84BBFE', '#2B3645', '#405772']],
    'instagram': [['#A0395D', '#F4E7EC', '#DBB4C1'], ['#F498B2', '#3F3037', '#6B4955']],
    'facebook': [['#365DB8', '#E7ECF6', '#B3C1E4'], ['#93B7FF', '#2D3545', '#465572']],
    'shop': [['#85573A', '#F0EBE7', '#D1BFB4'], ['#D8AD94', '#3A3432', '#60514A']],
    'order': [['#5C646F', '#EBECEE', '#C1C4C8'], ['#B1B8C2', '#33363A', '#52555B']],
    'payment': [['#237356', '#E5EEEB', '#ABCABF'], ['#8AC7AC', '#2C3836', '#435B53']],
    'delivery': [['#376C79', '#E7EDEF', '#B3C7CC'], ['#94C0CB', '#2E373C', '#46585E']],
    'kaspi': [['#9D442E', '#F3E9E6', '#DAB8B0'], ['#F1A08B', '#3E3130', '#6A4C46']],
    'satu': [['#834791', '#F0E9F2', '#D0B9D5'], ['#D6A1E2', '#393140', '#604D67']],
    '1c': [['#8A5600', '#F1EBE0', '#D3BF9E'], ['#E0AC70', '#3B332B', '#63513C']],
    'note': [['#7E5D1D', '#F0ECE4', '#CEC1A9'], ['#D0B381', '#38352E', '#5D5442']],
    'promise': [['#925000', '#F2EAE0', '#D6BC9E'], ['#E6A876', '#3C332C', '#664F3E']],
    'reminder': [['#8A542D', '#F1EAE6', '#D3BEAF'], ['#DDAB8A', '#3B3330', '#625046']],
    'system': [['#606369', '#ECECED', '#C3C4C6'], ['#B4B8BD', '#333639', '#535559']],
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

export function hex_of(name: Ink, theme: Theme): string {
    const side = theme === 'light' ? 0 : 1;
    if (name === 'none') return '#00000000';
    const dot = name.indexOf('.');
    if (dot < 0) return tokens[name as Token][side];
    const channel = channels[name.slice(0, dot) as ChannelLook][side];
    return channel[['c', 'ct', 'cl'].indexOf(name.slice(dot + 1))]!;
}

// 0xAABBGGRR each, as Dear ImGui packs colours.
const palettes = new Map<Theme, Uint32Array>();
export function palette(theme: Theme): Uint32Array {
    const known = palettes.get(theme);
    if (known) return known;
    const made = Uint32Array.from(names, (name) => {
        const hex = hex_of(name, theme);
        const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];
        const alpha = hex.length > 7 ? parseInt(hex.slice(7, 9), 16) : 255;
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
