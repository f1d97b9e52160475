// Channels of the sources (names as in the wire and the test world) to the channels of the look.
import type { ChannelLook } from '../look/tokens';
import { channels as looks } from '../look/tokens';
import type { Format } from './format';
import type { Word } from './words';

const map: Record<string, ChannelLook> = {
    telephony: 'phone', segment: 'site', ga4: 'site', callback: 'site', messenger: 'facebook', commerceml: '1c', pos: 'shop',
    payments: 'payment', booking: 'site', survey: 'site', notes: 'note', promo: 'sms',
};
const brands: Partial<Record<ChannelLook, string>> = {
    sms: 'SMS', whatsapp: 'WhatsApp', telegram: 'Telegram', viber: 'Viber', vk: 'VK', instagram: 'Instagram', facebook: 'Facebook',
    kaspi: 'Kaspi', satu: 'Satu.kz',
};

export function channel_look(channel: string | undefined, kind?: string): ChannelLook {
    if (kind === 'note' || kind === 'consultation') return 'note';
    if (kind === 'message' && (channel === 'segment' || channel === 'site')) return 'chat';
    if (channel && channel in looks) return channel as ChannelLook;
    return (channel && map[channel]) || 'system';
}

export function channel_word(look: ChannelLook, format: Format): string {
    return brands[look] ?? format.say(`ch_${look}` as Word);
}
